using ClinSeek.Evidence.Journal;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of Seal. The seal covers everything up to its own scheduling.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Status">How the case ended.</param>
/// <param name="Cause">Why it failed, in words without PHI; null where it did not.</param>
/// <param name="Journal">What the orchestrator consumed since the last recorded step.</param>
public sealed record SealRequest(string CaseId, int Epoch, CaseStatus Status, string? Cause, IReadOnlyList<JournalRecord> Journal) : IJournalBearer
{
    object IJournalBearer.WithoutJournal() => new { CaseId, Epoch, Status, Cause, Journal = JournalingContext.Digest(Journal) };
}
