using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>Case files, and a driver that plays the orchestrator.</summary>
internal static class Cases
{
    public const string Dyspnoea = "What is the most likely cause of this patient's shortness of breath?";
    public const string Kidney = "What caused the acute kidney injury?";

    private static readonly string[] ToolNames = [ToolCalls.Sql, ToolCalls.Search, ToolCalls.Open, ToolCalls.Film, ToolCalls.Outline];

    public static IReadOnlyList<AIFunctionDeclaration> Tools { get; } =
        [.. ToolNames.Select(static name => AIFunctionFactory.Create((string query) => query, new AIFunctionFactoryOptions { Name = name, Description = name }))];

    public static CaseFile File(string question, IReadOnlyList<CaseStep>? steps = null, IReadOnlyList<string>? candidates = null, IReadOnlyList<string>? films = null, int stepsLeft = 24, bool finishOnly = false, IReadOnlyList<string>? rejections = null, DateTimeOffset? cutoff = null, QuestionForm? form = null) =>
        new(new CaseRequest("p1", question, new CutoffTime(cutoff ?? FakeWorld.Cutoff), candidates, CaseBudget.Default, "files") { Form = form }, films ?? [], Tools, steps ?? [], stepsLeft, finishOnly, rejections ?? []);

    public static async Task<(Decision Decision, CaseFile File)> RunAsync(FakeWorld world, string question, IReadOnlyList<string>? candidates = null, int steps = 24, IReasoner? reasoner = null, DateTimeOffset? cutoff = null, QuestionForm? form = null)
    {
        reasoner ??= new LikelihoodReasoner(PackLibrary.BuiltIn);
        IReadOnlyList<string> films = world.HasFilm ? ["ImagingStudy/x"] : [];
        var past = new List<CaseStep>();
        for (int number = 1; number <= steps; number++)
        {
            ReasonerTurn turn = await reasoner.ReasonAsync(File(question, [.. past], candidates, films, steps - number + 1, number == steps, cutoff: cutoff, form: form), TestContext.Current.CancellationToken);
            past.Add(new CaseStep(number, turn, [.. turn.Calls.Select((call, ordinal) => new EvidenceItem(new EvidenceId(number, ordinal), call, world.Answer(call)))]));
            if (turn.Decision is { } decision)
            {
                return (decision, File(question, [.. past], candidates, films, cutoff: cutoff, form: form));
            }

            turn.Calls.Count.ShouldBeGreaterThan(0);
        }

        throw new InvalidOperationException("The case did not end.");
    }

    public static Posterior Weigh(Pack pack, FakeWorld world) => Posterior.Compute(pack, States(pack, world));

    public static IReadOnlyList<FindingState> States(Pack pack, FakeWorld world) => FindingReader.ReadAll(pack, View(pack, world));

    public static RecordView View(Pack pack, FakeWorld world)
    {
        CaseFile file = File(Dyspnoea, films: world.HasFilm ? ["ImagingStudy/x"] : []);
        var empty = new RecordView([], FakeWorld.Cutoff);
        ToolCall[] calls = [ToolCalls.Query(SqlCompiler.Patient), ToolCalls.Query(SqlCompiler.Studies), .. LookUpPlan.For(pack, file, empty).Batches.Select(static batch => batch.Call)];
        return new RecordView(calls.Select((call, ordinal) => new EvidenceItem(new EvidenceId(1, ordinal), call, world.Answer(call))), FakeWorld.Cutoff);
    }

    public static string? State(this IReadOnlyList<FindingState> states, string finding) => states.Single(state => state.Finding.Key == finding).State;
}
