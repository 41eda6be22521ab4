using System.Text.Json;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>
/// A reasoner that always does the same: proposes two hypotheses, looks things up for some steps, then decides with a
/// citation of what it found.
/// </summary>
internal sealed class ScriptedReasoner(int seekingSteps = 5) : IReasoner
{
    /// <summary>Called before each turn; a test may throw here.</summary>
    public Action<CaseFile>? Before { get; init; }

    /// <summary>Changes a decision before it is given.</summary>
    public Func<CaseFile, Decision, Decision>? Deciding { get; init; }

    public string Name => "scripted";

    public string Version => "1";

    public Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken)
    {
        Before?.Invoke(file);
        int step = file.Steps.Count + 1;
        return Task.FromResult(step > seekingSteps || file.FinishOnly ? Decide(file) : Seek(step, file));
    }

    private static ReasonerTurn Seek(int step, CaseFile file)
    {
        IReadOnlyList<HypothesisEvent> events = step == 1
            ? [Proposed("heart_failure", "Heart failure", 0.4), Proposed("pulmonary_embolism", "Pulmonary embolism", 0.3)]
            : [Supported(step, file)];
        IReadOnlyList<ToolCall> calls = (step % 3) switch
        {
            1 => [Call("ehr.get_table_names"), Call("ehr_get_latest_records", new { table_name = "observation", n = 10 })],
            2 => [Call("browser.search", new { query = "heart failure natriuretic peptide", topn = 3 })],
            _ => [Call("ehr.run_sql_query", new { sql_query = "SELECT row, resource, display, value_num, unit FROM observation ORDER BY row" }), Call("no.such_tool")],
        };
        return new ReasonerTurn { Reasoner = "scripted/1", Hypotheses = events, Calls = calls, Rationale = $"Step {step}." };
    }

    private ReasonerTurn Decide(CaseFile file)
    {
        EvidenceItem? found = file.Steps.SelectMany(static step => step.Evidence)
            .FirstOrDefault(static item => item.Result.Locators.Any(static locator => locator.Quote is { Length: > 0 }));
        IReadOnlyList<Citation> citations = found is null ? [] : [.. found.Result.Locators
            .Where(static locator => locator.Quote is { Length: > 0 })
            .Take(2)
            .Select(locator => new Citation(found.Id, locator.Source, locator.Position, locator.Quote!))];
        var decision = new Decision
        {
            Answer = citations.Count == 0 ? null : "Heart failure",
            Abstention = citations.Count == 0 ? "Nothing was found that could be cited." : null,
            Ranking = file.Board.Live,
            Claims = citations.Count == 0 ? [] : [new Claim("The record speaks for heart failure.", citations)],
        };
        return new ReasonerTurn { Reasoner = "scripted/1", Decision = Deciding?.Invoke(file, decision) ?? decision, Rationale = "Enough." };
    }

    private static HypothesisEvent Proposed(string key, string name, double weight) =>
        new(key, HypothesisEventKind.Proposed, name, null, weight, WeightBasis.Posterior, []);

    private static HypothesisEvent Supported(int step, CaseFile file) => new(
        "heart_failure", HypothesisEventKind.Supported, "Heart failure", 0.4 + ((step - 2) * 0.05), 0.4 + ((step - 1) * 0.05), WeightBasis.Posterior,
        [.. file.Steps[^1].Evidence.Take(1).Select(static item => item.Id)]);

    private static ToolCall Call(string name, object? arguments = null) => new(name, JsonSerializer.Serialize(arguments ?? new { }));
}
