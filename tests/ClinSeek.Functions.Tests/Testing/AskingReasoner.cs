using System.Text.Json;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Looks things up, asks the clinician at one step, and decides by citing the answer; abstains where there was none.</summary>
internal sealed class AskingReasoner(int atStep = 1, string question = "Does she sleep flat?") : IReasoner
{
    /// <summary>The arguments of the call, where they are not a sound question.</summary>
    public string? Arguments { get; init; }

    public string Name => "scripted";

    public string Version => "1";

    public Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken)
    {
        int step = file.Steps.Count + 1;
        return Task.FromResult(file.FinishOnly || step > atStep + 1 ? Decide(file) : Seek(step));
    }

    private ReasonerTurn Seek(int step)
    {
        string arguments = Arguments ?? JsonSerializer.Serialize(new { question, choices = new[] { "yes", "no" } });
        IReadOnlyList<ToolCall> calls = step == atStep
            ? [new ToolCall("ehr.get_table_names", "{}"), new ToolCall("ask_clinician", arguments)]
            : [new ToolCall("ehr.get_table_names", "{}")];
        return new ReasonerTurn
        {
            Reasoner = "scripted/1",
            Hypotheses = step == 1 ? [new HypothesisEvent("heart_failure", HypothesisEventKind.Proposed, "Heart failure", null, 0.4, WeightBasis.Posterior, [])] : [],
            Calls = calls,
        };
    }

    private static ReasonerTurn Decide(CaseFile file)
    {
        EvidenceItem? answer = file.Steps.SelectMany(static step => step.Evidence)
            .FirstOrDefault(static item => item.Call.Name == "ask_clinician" && item.Result.Outcome == ToolOutcome.Ok);
        Locator? said = answer?.Result.Locators[0];
        return new ReasonerTurn
        {
            Reasoner = "scripted/1",
            Decision = new Decision
            {
                Answer = said is null ? null : "Heart failure",
                Abstention = said is null ? "Nobody could say." : null,
                Ranking = file.Board.Live,
                Claims = said is null ? [] : [new Claim("The clinician says so.", [new Citation(answer!.Id, said.Source, said.Position, said.Quote!)])],
            },
        };
    }
}
