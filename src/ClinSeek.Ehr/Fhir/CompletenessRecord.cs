using System.Text.Json.Serialization;

namespace ClinSeek.Ehr.Fhir;

/// <summary>What a pull knows about its own gaps. A gap is recorded, never guessed over: with one, nothing missing means absent.</summary>
public sealed record CompletenessRecord
{
    /// <summary>A pull that lost nothing.</summary>
    public static CompletenessRecord Whole { get; } = new();

    /// <summary>What may be missing, each with cause and remedy.</summary>
    public IReadOnlyList<PullRemark> Gaps { get; init; } = [];

    /// <summary>What went otherwise than asked without anything being lost.</summary>
    public IReadOnlyList<PullRemark> Notes { get; init; } = [];

    /// <summary>What was asked for and what came.</summary>
    public IReadOnlyList<PulledPart> Parts { get; init; } = [];

    /// <summary>The server's own time of a bulk export: the next one's <see cref="PullOptions.UpdatedSince"/>. Null where it gives none.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>Whether everything that was asked for was received.</summary>
    [JsonIgnore]
    public bool Complete => Gaps.Count == 0;
}
