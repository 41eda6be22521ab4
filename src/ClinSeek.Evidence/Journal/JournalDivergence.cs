namespace ClinSeek.Evidence.Journal;

/// <summary>Where a replayed orchestrator did something else than the journal says.</summary>
/// <param name="Ordinal">The journal record that was next.</param>
/// <param name="Recorded">What the journal says; null where it ends.</param>
/// <param name="Replayed">What the orchestrator did.</param>
public sealed record JournalDivergence(long Ordinal, string? Recorded, string Replayed);
