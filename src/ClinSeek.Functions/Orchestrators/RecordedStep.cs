namespace ClinSeek.Functions.Orchestrators;

/// <summary>Where the ledger holds a step.</summary>
/// <param name="Seq">The sequence number of its entry.</param>
/// <param name="Head">The head as recorded for that step, however often it is asked.</param>
/// <param name="JournalKept">
/// Whether the journal of this very request is in that entry. An earlier run may have recorded the step before it was
/// lost; then the entries of this run wait for the next step.
/// </param>
public sealed record RecordedStep(long Seq, string Head, bool JournalKept);
