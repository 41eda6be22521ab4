using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Fhir;

/// <summary>What a pull asks for. Sources that cannot be asked for a part (files) give what they have.</summary>
public sealed record PullOptions
{
    /// <summary>Everything, as it is now.</summary>
    public static PullOptions Default { get; } = new();

    /// <summary>
    /// The instant up to which the record matters. Where a server keeps versions, resources that it updated at or after this instant
    /// are also read as they were before it. Null reads the current versions only.
    /// </summary>
    public CutoffTime? AsOf { get; init; }

    /// <summary>The resource types to ask for; null for all of the patient compartment that a table could be made from.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only resources that the server updated at or after this instant; null for all.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Told how far a long pull has come; texts hold no PHI.</summary>
    public IProgress<string>? Progress { get; init; }
}
