namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of ReadAgain.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step that holds the decision.</param>
/// <param name="Reader">Which of the request's second readers, from 1.</param>
/// <param name="LastAttempt">Whether a reader that cannot be reached now has no say instead of being waited for.</param>
/// <param name="Attempt">How often it was asked in vain before; null for the first time.</param>
public sealed record ReadAgainRequest(string CaseId, int Epoch, int Step, int Reader, bool LastAttempt, int? Attempt = null);
