using System.Text.Json.Serialization;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Decisions;

/// <summary>How a case ends: an answer whose every claim is cited, or an explicit abstention. Holds PHI.</summary>
public sealed record Decision
{
    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The answer, or null for an abstention; written even then, so that leaving it out is never a slip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Answer { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Abstention { get; init; }

    /// <summary>The hypotheses as they stand at the end, heaviest first.</summary>
    public IReadOnlyList<Hypothesis> Ranking { get; init; } = [];

    /// <summary>What is claimed, each with its citations.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What would most change the answer, most telling first.</summary>
    public IReadOnlyList<string> WouldChange { get; init; } = [];

    /// <summary>What a reader must know: assumed or recalled figures, missing sources, a model's absence.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];
}
