using ClinSeek.Evidence.Journal;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of RecordStep.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step.</param>
/// <param name="Calls">How many tool calls it made.</param>
/// <param name="Journal">What the orchestrator consumed since the last recorded step.</param>
public sealed record RecordRequest(string CaseId, int Epoch, int Step, int Calls, IReadOnlyList<JournalRecord> Journal) : IJournalBearer
{
    object IJournalBearer.WithoutJournal() => new { CaseId, Epoch, Step, Calls, Journal = JournalingContext.Digest(Journal) };
}
