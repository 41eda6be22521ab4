namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of CheckApproval.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Digest">The keyed digest of the conclusion that is to be approved.</param>
/// <param name="Expired">Whether the time for an approval is over.</param>
public sealed record ApprovalCheck(string CaseId, int Epoch, string Digest, bool Expired);
