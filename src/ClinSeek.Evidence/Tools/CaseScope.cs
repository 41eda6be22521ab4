using System.Globalization;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Evidence.Tools;

/// <summary>
/// The patient and cut-off that every tool call of a case is bound to. The reference system's <c>subject_id</c> and
/// <c>timestamp</c> arguments are accepted and only compared with it.
/// </summary>
/// <param name="Patient">The logical id of the FHIR Patient.</param>
/// <param name="Cutoff">The case's cut-off.</param>
public sealed record CaseScope(string Patient, CutoffTime Cutoff)
{
    /// <summary>
    /// Compares a call's own idea of patient and time with the case: another patient or a later time is denied, an earlier
    /// time narrows that one call.
    /// </summary>
    public ScopeCheck Check(string? subjectId, string? timestamp)
    {
        if (!string.IsNullOrWhiteSpace(subjectId) && !NamesPatient(subjectId.Trim()))
        {
            return new ScopeCheck(false, Cutoff, "This case is bound to one patient; records of another cannot be read. Leave subject_id out or give the case's own.");
        }

        if (string.IsNullOrWhiteSpace(timestamp))
        {
            return new ScopeCheck(true, Cutoff, null);
        }

        if (!DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset asked))
        {
            return new ScopeCheck(false, Cutoff, "timestamp is not a time; write it as 2026-01-31 08:00:00.");
        }

        return asked > Cutoff.Instant
            ? new ScopeCheck(false, Cutoff, $"timestamp is later than this case's cut-off ({Cutoff.Instant:yyyy-MM-dd HH:mm:ss}Z); ask for that time or an earlier one.")
            : new ScopeCheck(true, Cutoff.Narrow(new CutoffTime(asked)), null);
    }

    private bool NamesPatient(string subjectId) =>
        string.Equals(subjectId, Patient, StringComparison.Ordinal)
        || string.Equals(subjectId, "Patient/" + Patient, StringComparison.Ordinal);
}
