using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

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
}
