namespace ClinSeek.Evidence.Cutoff;

/// <summary>When something happened to the patient. Never compared with a cut-off: a sample drawn before it may be resulted after it.</summary>
public readonly record struct EventTime(DateTimeOffset Instant);
