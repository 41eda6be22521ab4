using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>The output of <see cref="CaseOrchestrator"/>. Holds no PHI.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Status">How it ended; running where the run only hands over to the next.</param>
/// <param name="Steps">Recorded steps.</param>
/// <param name="Decision">The keyed digest of the stored conclusion, or null where there is none.</param>
/// <param name="Head">The head of the sealed ledger, or null where it is not sealed.</param>
public sealed record CaseOutcome(string CaseId, CaseStatus Status, int Steps, string? Decision, string? Head)
{
    /// <summary>The value that a run returns when it continues as new; nobody sees it.</summary>
    public static CaseOutcome Continued(string caseId) => new(caseId, CaseStatus.Running, 0, null, null);
}
