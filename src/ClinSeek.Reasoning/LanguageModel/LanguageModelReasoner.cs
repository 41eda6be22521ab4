using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.LanguageModel.Loop;
using ClinSeek.Reasoning.LanguageModel.Prompts;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// Reasons with a language model over any <see cref="IChatClient"/>. A turn is at most three model calls: one, and one more
/// after each note that repairs, nudges or sends back; then what there is counts. Nothing a model says makes it throw. The
/// prompt holds PHI and goes to the configured endpoint, nowhere else. At least once: a repeated turn reads the model calls
/// that were kept and makes only those that are missing.
/// </summary>
public sealed class LanguageModelReasoner(IChatClient client, LanguageModelOptions options) : IReasoner, IDisposable
{
    private const int RoundsPerTurn = 3;
    private const string Nudge = "You called no tool. Call tools to seek evidence, or call finish with an answer or an abstention.";
    private const string NudgeToFinish = "You called no tool. The budget is spent: call finish with an answer or an abstention.";

    /// <summary>The name by which requests ask for it.</summary>
    public const string StableName = "language-model";

    private readonly PromptWriter _prompts = new(options);
    private readonly ModelCaller _models = new(client, options);

    /// <inheritdoc />
    public string Name => StableName;

    /// <inheritdoc />
    public string Version => $"2;prompt@{PromptWriter.Version};profile@{options.Profile.Name};model@{options.Model}";

    /// <summary>Whether the model's profile names prices, so that cost can be counted.</summary>
    public bool HasPrice => options.Profile.Price is not null;

    /// <summary>How many calls it makes at the same time; others wait.</summary>
    public int MaxConcurrentCalls => options.MaxConcurrentCalls;

    /// <inheritdoc />
    public async Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken)
    {
        if (SeekPlan.For(file, options.Profile).FirstCalls() is { Count: > 0 } planned)
        {
            return Planned(planned);
        }

        IReadOnlyList<FilmPicture> pictures = await PicturesAsync(file, cancellationToken);
        var draft = new TurnDraft(file);
        var reader = new MessageReader(draft, options.Profile);
        var usage = new UsageSum();
        var tail = new List<ChatMessage>();
        for (int round = 1; round <= RoundsPerTurn; round++)
        {
            ModelExchange exchange = await _models.AskAsync(file, round, most => _prompts.Write(file, pictures, most), tail, reader.Knows, cancellationToken);
            usage.Add(exchange);
            Take(draft, exchange);
            MessageOutcome outcome = reader.Read(exchange);
            bool last = round == RoundsPerTurn;
            if (outcome.Ending is { } ending)
            {
                IReadOnlyList<string> problems = Problems(draft, ending);
                if (problems.Count == 0 || last || draft.Has(TurnNoteKind.SentBack) || file.Rejections.Count > 0)
                {
                    return Ended(draft, ending, usage, dropUngrounded: problems.Count > 0);
                }

                draft.Note(TurnNoteKind.SentBack, string.Join(" ", problems));
                outcome = SentBack(outcome, string.Join(" ", problems));
                Reply(tail, exchange, outcome, note: null);
                continue;
            }

            if (!outcome.Called && draft.Calls.Count == 0 && draft.Has(TurnNoteKind.Nudged) && AnswerSalvage.Read(draft.Said, draft.Thought, file.Request.Candidates) is { } salvaged)
            {
                draft.Note(TurnNoteKind.Salvaged, "from plain text");
                return Ended(draft, salvaged, usage);
            }

            string? question = Question(draft, outcome);
            if (last || (draft.Calls.Count > 0 && question is null))
            {
                break;
            }

            Reply(tail, exchange, outcome, question);
        }

        return draft.Calls.Count > 0 ? Sought(draft, usage) : Stuck(draft, usage, reader.Guard);
    }

    /// <inheritdoc />
    public void Dispose() => _models.Dispose();

    private static void Take(TurnDraft draft, ModelExchange exchange)
    {
        draft.Said = exchange.Text.Length > 0 ? exchange.Text : draft.Said;
        draft.Thought = exchange.Reasoning ?? draft.Thought;
        if (exchange.Shortened > 0)
        {
            draft.Note(TurnNoteKind.Shortened, string.Create(CultureInfo.InvariantCulture, $"{exchange.Shortened} times"));
        }
    }

    /// <summary>What the model is told beside the answers to its calls; null where nothing is to be told and the calls can be made.</summary>
    private static string? Question(TurnDraft draft, MessageOutcome outcome)
    {
        if (!outcome.Called && draft.Calls.Count == 0)
        {
            draft.Note(TurnNoteKind.Nudged, "no call");
            return draft.File.FinishOnly ? NudgeToFinish : Nudge;
        }

        if (!draft.File.FinishOnly && !draft.Has(TurnNoteKind.AskedForHypotheses) && HypothesisDuty.New(draft.File) is { Count: > 0 } ignored && !ignored.Any(draft.Considered.Contains))
        {
            draft.Note(TurnNoteKind.AskedForHypotheses, string.Join(", ", ignored));
            return HypothesisDuty.Ask(ignored, draft.Calls.Count > 0);
        }

        bool onlyHypotheses = draft.Calls.Count == 0 && outcome.Answered.All(static call => StructuredTools.IsUpdate(call.Name) && call.Reply == "Recorded.");
        return onlyHypotheses ? "The hypotheses are recorded. Now call tools to seek evidence, or finish." : null;
    }

    private void Reply(List<ChatMessage> tail, ModelExchange exchange, MessageOutcome outcome, string? note)
    {
        Conversation.Append(tail, options.Profile.Dialect, exchange.Text, [.. outcome.Answered.Select(static call => (call.Id, call.Name, call.Arguments, call.Reply ?? "Taken."))]);
        if (note is not null)
        {
            tail.Add(new ChatMessage(ChatRole.User, note));
        }
    }

    private static MessageOutcome SentBack(MessageOutcome outcome, string why) => outcome with
    {
        Answered = [.. outcome.Answered.Select(call => StructuredTools.IsFinish(call.Name)
            ? call with { Reply = $"Sent back: {why} Correct the claims and call finish again; what does not stand then is left out." }
            : call)],
    };

    private async Task<IReadOnlyList<FilmPicture>> PicturesAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var pictures = new List<FilmPicture>();
        if (!options.Profile.Vision || file.Pictures is null)
        {
            return pictures;
        }

        // The newest films tell most where not all of them can be shown.
        foreach (string study in file.Films.TakeLast(options.Profile.Images))
        {
            if (await file.Pictures.ReadAsync(study, cancellationToken) is { } picture)
            {
                pictures.Add(picture);
            }
        }

        return pictures;
    }

    private IReadOnlyList<string> Problems(TurnDraft draft, FinishCall ending)
    {
        EvidenceItem[] evidence = [.. draft.File.Evidence];
        CaseRequest request = draft.File.Request;
        IReadOnlyList<string> problems = DecisionChecker.Check(ending.ToDecision(options.Model, request, draft.Board, evidence), request, evidence, draft.Board).Problems;
        return FinishRisk.Of(ending, request, evidence).Problem is { } risk ? [risk, .. problems] : problems;
    }

    private ReasonerTurn Ended(TurnDraft draft, FinishCall ending, UsageSum usage, bool dropUngrounded = false)
    {
        EvidenceItem[] evidence = [.. draft.File.Evidence];
        Decision decision = ending.ToDecision(usage.Total!.Model, draft.File.Request, draft.Board, evidence);
        if (FinishRisk.Of(ending, draft.File.Request, evidence).IsUnwanted)
        {
            draft.Note(TurnNoteKind.Refused, "finish: the question wants no yes or no, so its risk was left out");
        }

        return Turn(draft, usage) with
        {
            Calls = [],
            Decision = dropUngrounded ? GroundedPart.Of(decision, draft.File.Request, evidence, draft.Board) : decision,
        };
    }

    private ReasonerTurn Sought(TurnDraft draft, UsageSum usage)
    {
        bool ends = SeekPlan.For(draft.File, options.Profile).EndsSeeking;
        if (ends)
        {
            draft.Note(TurnNoteKind.FinishForced, "the kind of question has a small budget of steps");
        }

        return Turn(draft, usage) with { ForcesFinish = ends ? true : null };
    }

    /// <summary>A turn from which nothing can be done: the next one accepts a finish only, and where this was that one, the case abstains.</summary>
    private ReasonerTurn Stuck(TurnDraft draft, UsageSum usage, LoopGuard guard)
    {
        if (draft.File.FinishOnly)
        {
            var none = new FinishCall(null, "The model named neither a tool nor a decision that could be used, in spite of a note on what is right.", [], [], []);
            return Ended(draft, none, usage);
        }

        draft.Note(TurnNoteKind.FinishForced, guard.IsStuck ? "the same calls with the same results, in spite of a hint" : "no call that could be made, in spite of a note on what is right");
        return Turn(draft, usage) with { ForcesFinish = true };
    }

    private ReasonerTurn Planned(IReadOnlyList<ToolCall> calls) => new()
    {
        Reasoner = $"{Name}/{Version}",
        Calls = calls,
        Rationale = "The first look-ups of the plan for this kind of question and model.",
        Notes = [new TurnNote(TurnNoteKind.Planned, string.Join(", ", calls.Select(static call => call.Name)))],
    };

    private ReasonerTurn Turn(TurnDraft draft, UsageSum usage) => new()
    {
        Reasoner = $"{Name}/{Version}",
        Hypotheses = draft.Events,
        Calls = draft.Calls,
        Rationale = draft.Said.Length > 0 ? draft.Said : null,
        Usage = usage.Total,
        PromptCharacters = usage.Characters,
        Message = draft.Message,
        Notes = draft.Notes.Count > 0 ? draft.Notes : null,
        OpenQuestions = draft.OpenQuestions,
    };
}
