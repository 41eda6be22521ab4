using System.Text.Json.Serialization;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Decisions;

/// <summary>
/// How a case ends: an answer whose every claim is cited, or an explicit abstention. Version 1 of the form had no
/// <see cref="Type"/>, <see cref="Result"/>, <see cref="Dropped"/> and <see cref="Repairs"/>; it still reads. Holds PHI.
/// </summary>
public sealed record Decision
{
    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 2;

    /// <summary>What the question wanted; null where that was not read yet.</summary>
    public QuestionType? Type { get; init; }

    /// <summary>The answer in the form of its question; null for an abstention, and where a reasoner gave its text alone.</summary>
    public DecisionAnswer? Result { get; init; }

    /// <summary>The answer as text, or null for an abstention; written even then, so that leaving it out is never a slip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Answer { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Abstention { get; init; }

    /// <summary>The hypotheses as they stand at the end, heaviest first.</summary>
    public IReadOnlyList<Hypothesis> Ranking { get; init; } = [];

    /// <summary>What is claimed, each with its citations.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What was claimed and does not stand, each with why; left out of <see cref="Claims"/>.</summary>
    public IReadOnlyList<DroppedClaim> Dropped { get; init; } = [];

    /// <summary>Names that were written otherwise than the list has them, and what they were read as.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];

    /// <summary>What would most change the answer, most telling first.</summary>
    public IReadOnlyList<string> WouldChange { get; init; } = [];

    /// <summary>What a reader must know: assumed or recalled figures, missing sources, a model's absence.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];
}
