using ClinSeek.Evidence.Journal;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>
/// The input of <see cref="CaseOrchestrator"/>. A case starts as <c>{ caseId, formatVersion }</c>; a continued or resumed
/// run also says how far the case has come. Holds no PHI.
/// </summary>
/// <param name="CaseId">The case.</param>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Epoch">0 for the first instance of a case, one more for each resumed one; writes of a lower epoch are refused.</param>
/// <param name="State">How far the case has come, or null before it was opened by this run.</param>
/// <param name="ResumeAfter">The last recorded step of the run that this one takes over from; 0 where there is none.</param>
/// <param name="NextRecord">The ordinal of the next journal record.</param>
/// <param name="Carried">Journal records that no step has recorded yet.</param>
/// <param name="Parent">The instance that this run takes over from, or null for a first run.</param>
public sealed record CaseRun(
    string CaseId,
    int FormatVersion,
    int Epoch = 0,
    CaseState? State = null,
    int ResumeAfter = 0,
    long NextRecord = 0,
    IReadOnlyList<JournalRecord>? Carried = null,
    string? Parent = null)
{
    /// <summary>The version written today.</summary>
    public const int CurrentFormat = 1;
}
