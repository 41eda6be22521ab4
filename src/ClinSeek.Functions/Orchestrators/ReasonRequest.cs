namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of Reason.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step to take.</param>
/// <param name="StepsLeft">Steps left in the budget, this one included.</param>
/// <param name="FinishOnly">Whether only a decision or an abstention is accepted.</param>
/// <param name="LastAttempt">Whether a reasoner that cannot be reached now makes the case abstain instead of wait.</param>
/// <param name="Attempt">How often it was asked in vain before; null for the first time.</param>
public sealed record ReasonRequest(string CaseId, int Epoch, int Step, int StepsLeft, bool FinishOnly, bool LastAttempt, int? Attempt = null);
