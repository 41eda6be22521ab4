using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Reasoning;

/// <summary>A reasoner's answer for one step. Stored as it is before anything acts on it. Holds PHI.</summary>
public sealed record ReasonerTurn
{
    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The reasoner's name and version.</summary>
    public required string Reasoner { get; init; }

    /// <summary>Changes to hypotheses, in order.</summary>
    public IReadOnlyList<HypothesisEvent> Hypotheses { get; init; } = [];

    /// <summary>Tool calls to make; empty when there is a decision.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>Calls that were left out because a text of the evidence had named them; null where there were none.</summary>
    public IReadOnlyList<ToolCall>? RefusedCalls { get; init; }

    /// <summary>The decision, or null while seeking goes on.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Why these calls or this decision, in a few sentences.</summary>
    public string? Rationale { get; init; }

    /// <summary>What the model's provider said it used; null for a reasoner without a model.</summary>
    public ModelUsage? Usage { get; init; }

    /// <summary>Characters of the prompts that the usage is for; null where there were none.</summary>
    public int? PromptCharacters { get; init; }

    /// <summary>What a model said, for the prompts of later turns; null for a reasoner without a model.</summary>
    public ModelMessage? Message { get; init; }

    /// <summary>What the loop repaired, refused or asked in this turn; null where it did nothing.</summary>
    public IReadOnlyList<TurnNote>? Notes { get; init; }

    /// <summary>The questions that are still open, as the reasoner sees it; null where this turn says nothing of them.</summary>
    public IReadOnlyList<string>? OpenQuestions { get; init; }

    /// <summary>True where nothing new came of the turn, so that the next one accepts a finish only; else null.</summary>
    public bool? ForcesFinish { get; init; }
}
