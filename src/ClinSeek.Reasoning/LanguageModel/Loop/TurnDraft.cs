using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>What the messages of a turn add up to while it is taken.</summary>
internal sealed class TurnDraft(CaseFile file)
{
    private readonly List<AnsweredCall> _answered = [];

    /// <summary>The case.</summary>
    public CaseFile File => file;

    /// <summary>Changes to hypotheses.</summary>
    public List<HypothesisEvent> Events { get; } = [];

    /// <summary>Tool calls to make.</summary>
    public List<ToolCall> Calls { get; } = [];

    /// <summary>What the loop did.</summary>
    public List<TurnNote> Notes { get; } = [];

    /// <summary>Evidence that the model has looked at in this turn.</summary>
    public HashSet<EvidenceId> Considered { get; } = [];

    /// <summary>The open questions, where the turn says something of them.</summary>
    public IReadOnlyList<string>? OpenQuestions { get; set; }

    /// <summary>The last that was said.</summary>
    public string Said { get; set; } = "";

    /// <summary>The last that was thought.</summary>
    public string Thought { get; set; } = "";

    /// <summary>The board as the turn leaves it.</summary>
    public HypothesisBoard Board => file.Board.Apply(Events);

    /// <summary>Notes something.</summary>
    public void Note(TurnNoteKind kind, string text) => Notes.Add(new TurnNote(kind, text));

    /// <summary>Whether the loop has done something in this turn.</summary>
    public bool Has(TurnNoteKind kind) => Notes.Exists(note => note.Kind == kind);

    /// <summary>
    /// Keeps the calls of a message for the prompts of later turns: those that are made, and what the others were answered.
    /// Ids that a model used twice are told apart, so that each is answered by its own.
    /// </summary>
    public IReadOnlyList<AnsweredCall> Keep(IReadOnlyList<AnsweredCall> answered)
    {
        _answered.RemoveAll(static call => call.Ordinal is null);
        _answered.AddRange(answered);
        return answered;
    }

    /// <summary>An id for a call that no other of this turn has.</summary>
    public string FreeId(string id, IEnumerable<AnsweredCall> beside)
    {
        HashSet<string> taken = [.. _answered.Concat(beside).Select(static call => call.Id)];
        string wanted = id.Length > 0 ? id : $"call_{file.Steps.Count + 1}_{taken.Count + 1}";
        string free = wanted;
        for (int number = 2; taken.Contains(free); number++)
        {
            free = $"{wanted}_{number}";
        }

        return free;
    }

    /// <summary>The message as later prompts show it.</summary>
    public ModelMessage Message => new(Said, [.. _answered]);
}
