namespace ClinSeek.Evidence.Cutoff;

/// <summary>When a record could first be known: a result issued, a note signed, a diagnosis recorded.</summary>
public readonly record struct AvailableAt(DateTimeOffset Instant);
