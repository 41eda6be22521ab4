using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>What checking a decision gave.</summary>
/// <param name="Status">Decided or abstained; null where the decision was sent back.</param>
/// <param name="Problems">How many problems were found.</param>
/// <param name="Digest">The keyed digest of the stored conclusion.</param>
/// <param name="NeedsApproval">True where a person has to approve it before it stands; else null.</param>
public sealed record Verdict(CaseStatus? Status, int Problems, string Digest, bool? NeedsApproval = null);
