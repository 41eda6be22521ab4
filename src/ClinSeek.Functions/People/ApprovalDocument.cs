namespace ClinSeek.Functions.People;

/// <summary>That a decision is to be approved: put once for a case.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Digest">The keyed digest of the conclusion.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it is too late for it.</param>
public sealed record ApprovalDocument(int FormatVersion, string Digest, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt);
