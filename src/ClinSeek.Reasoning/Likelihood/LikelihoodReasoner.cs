using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;
using ClinSeek.Reasoning.Likelihood.ScoreQuestions;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood;

/// <summary>
/// Answers what causes a presenting problem, and what a published score gives, without a model: priors, likelihood ratios,
/// formulas and look-ups are data. It works everything out again from the case file in each turn, so the same file always
/// gives the same turn, and it uses nothing but the results of its tool calls.
/// </summary>
public sealed class LikelihoodReasoner : IReasoner
{
    /// <summary>The name by which requests ask for it.</summary>
    public const string StableName = "likelihood";

    private readonly PackLibrary _library;
    private readonly ScoreLibrary _scores;
    private readonly LikelihoodOptions _options;

    /// <summary>A reasoner over packs and published scores.</summary>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public LikelihoodReasoner(PackLibrary library, LikelihoodOptions? options = null, ScoreLibrary? scores = null)
    {
        _library = library;
        _scores = scores ?? ScoreLibrary.BuiltIn;
        _options = options ?? new LikelihoodOptions();
        if (_options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
    }

    /// <inheritdoc />
    public string Name => StableName;

    /// <inheritdoc />
    public string Version => "2;" + _library.Version;

    /// <inheritdoc />
    public Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var view = new RecordView(file.Steps.SelectMany(static step => step.Evidence), file.Request.Cutoff.Instant);
        QuestionReading reading = QuestionReader.Read(file.Request.Question, _library, _scores, view, file.Request.Candidates);
        bool last = file.FinishOnly || file.StepsLeft <= 1;
        ReasonerTurn turn = reading switch
        {
            { Score: { } score } => Compute(score, file, view, last),
            { Pack: { } pack, AsksForPremise: true } => Premise(pack, file, view, last),
            { Pack: { } pack } => Reason(pack, reading, file, view, last),
            { NeedsRecord: true } when !last && Context(file, view) is { Count: > 0 } calls => Turn([], calls, "The question names no presenting problem; the reason of the encounter may."),
            _ => Turn([], DecisionWriter.Abstain(reading.Refusal ?? "The question names no presenting problem and the encounter's reason could not be read.", file.Board), "Outside the packs."),
        };
        return Task.FromResult(turn);
    }

    private ReasonerTurn Reason(Pack pack, QuestionReading reading, CaseFile file, RecordView view, bool last)
    {
        IReadOnlyList<HypothesisEvent> proposed = HypothesisEvents.Propose(pack, file.Board);
        HypothesisBoard board = file.Board.Apply(proposed);
        IReadOnlyList<FindingState> states = FindingReader.ReadAll(pack, view);
        Posterior posterior = Posterior.Compute(pack, states);
        HashSet<EvidenceId> fresh = [.. file.Steps.Count > 0 ? file.Steps[^1].Evidence.Select(static item => item.Id) : []];
        IReadOnlyList<HypothesisEvent> moved = HypothesisEvents.Move(pack, board, posterior, fresh);
        IReadOnlyList<HypothesisEvent> events = [.. proposed, .. moved];
        board = board.Apply(moved);

        List<ToolCall> calls = last || file.Rejections.Count > 0 ? [] : NextCalls(pack, file, view, states, posterior);
        return calls.Count > 0
            ? Turn(events, calls, Context(file, view).Count > 0 ? "First who the patient is, why they came, and where the record ends." : Rationale(pack, posterior, calls))
            : Turn(events, new DecisionWriter(pack, reading, _options).Write(file, view, states, posterior, board), last ? "The budget allows no further look-up." : "No look-up that is left is worth its cost, or the leader is clear.");
    }

    private ReasonerTurn Compute(ScoreDefinition score, CaseFile file, RecordView view, bool last)
    {
        List<ToolCall> context = Context(file, view);
        IReadOnlyList<ToolCall> calls = last || file.Rejections.Count > 0 ? [] : context.Count > 0 ? context : ScoreSeeker.Next(score, file, view);
        return calls.Count > 0
            ? Turn([], [.. calls.Take(Math.Max(_options.CallsPerStep, context.Count))], context.Count > 0 ? "First who the patient is and where the record ends." : $"Looks up the inputs of {score.Name}.")
            : Turn([], ScoreDecision.Write(score, _scores, file, view), $"{score.Name} is computed from what was found.");
    }

    private ReasonerTurn Premise(Pack pack, CaseFile file, RecordView view, bool last)
    {
        List<ToolCall> calls = last || file.Rejections.Count > 0 ? [] : Context(file, view);
        if (calls.Count == 0 && !last && file.Rejections.Count == 0)
        {
            IReadOnlyList<string> inputs = Formulas.Inputs(pack, pack.Premise!.Formula);
            PackQuantity[] quantities = [.. pack.Quantities.Where(quantity => inputs.Contains(quantity.Key))];
            ToolCall query = ToolCalls.Query(SqlCompiler.Quantities(quantities, view.AsOf));
            calls.AddRange(file.Tools.Any(tool => tool.Name == query.Name) && !view.Evidence.Any(item => ToolCalls.Same(item.Call, query)) ? [query] : []);
        }

        return calls.Count > 0
            ? Turn([], calls, $"Looks up what shows {pack.Premise!.Name}.")
            : Turn([], PremiseDecision.Write(pack, file, view), "The premise is worked out from what was found.");
    }

    private List<ToolCall> NextCalls(Pack pack, CaseFile file, RecordView view, IReadOnlyList<FindingState> states, Posterior posterior)
    {
        List<ToolCall> calls = Context(file, view);
        if (calls.Count > 0)
        {
            // Every later look-up counts back from the record's last entry, so that comes first.
            return calls;
        }

        bool clear = posterior.Weights[posterior.Leader] >= _options.StopAt && posterior.Margin >= _options.Margin;
        LookUpPlan plan = LookUpPlan.For(pack, file, view);
        IEnumerable<(LookUpBatch Batch, double GainPerCost)> open = plan.Open(file, states, posterior.Weights);
        // Conditions, notes and the film can contradict a leader that looks clear, so they are always read.
        calls.AddRange(open
            .Where(one => calls.Count == 0 || one.Batch.Key is not ("film" or "outline") || file.Films.Count < 2)
            .Where(one => one.Batch.Key is "list:Condition" or "text:document" or "film" or "outline" || (!clear && one.GainPerCost >= _options.MinimumGain))
            .Take(Math.Max(1, _options.CallsPerStep - calls.Count))
            .Select(static one => one.Batch.Call));
        bool seek = file.Steps.Count > 0 && (calls.Count < _options.CallsPerStep || calls.Count == 0);
        if (seek && (calls.Count == 0 || posterior.Weights[posterior.Leader] >= 0.5) && KnowledgeSeeker.Next(pack.Hypothesis(posterior.Leader), file, view) is { } knowledge)
        {
            calls.Add(knowledge);
        }

        return calls;
    }

    private static List<ToolCall> Context(CaseFile file, RecordView view)
    {
        var calls = new List<ToolCall> { ToolCalls.Query(SqlCompiler.Patient), ToolCalls.Query(SqlCompiler.Encounters), ToolCalls.Query(SqlCompiler.Latest(view.Cutoff)) };
        if (file.Films.Count > 0)
        {
            string[] reports = [.. file.Films.Where(static film => film.StartsWith("DiagnosticReport/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            calls.Add(ToolCalls.Query(reports.Length > 0 ? SqlCompiler.StudiesAnd(reports) : SqlCompiler.Studies));
        }

        return [.. calls.Where(call => file.Tools.Any(tool => tool.Name == call.Name) && !view.Evidence.Any(item => ToolCalls.Same(item.Call, call)))];
    }

    private static string Rationale(Pack pack, Posterior posterior, List<ToolCall> calls) =>
        string.Create(CultureInfo.InvariantCulture, $"{pack.Hypothesis(posterior.Leader).Name} leads with {posterior.Weights[posterior.Leader]:0.00}, {pack.Hypothesis(posterior.Ranked[1]).Name} follows with {posterior.Weights[posterior.Ranked[1]]:0.00}; {(calls.Count == 1 ? "next comes the look-up" : $"next come the {calls.Count} look-ups")} with the largest expected gain for their cost.");

    private ReasonerTurn Turn(IReadOnlyList<HypothesisEvent> events, IReadOnlyList<ToolCall> calls, string rationale) =>
        new() { Reasoner = $"{Name}/{Version}", Hypotheses = events, Calls = calls, Rationale = rationale };

    private ReasonerTurn Turn(IReadOnlyList<HypothesisEvent> events, Decision decision, string rationale) =>
        new() { Reasoner = $"{Name}/{Version}", Hypotheses = events, Decision = decision, Rationale = rationale };
}
