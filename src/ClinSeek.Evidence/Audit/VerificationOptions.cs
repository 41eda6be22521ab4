using System.Security.Cryptography;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Audit;

/// <summary>What a verifier has at hand; every part is optional, and the report says what was not checked for want of it.</summary>
public sealed record VerificationOptions
{
    /// <summary>The public key the checkpoints must be signed with.</summary>
    public ECDsa? PublicKey { get; init; }

    /// <summary>Keys that it replaced, or that replaced it: with <see cref="PublicKey"/>, a checkpoint may be signed with any of them.</summary>
    public IReadOnlyList<ECDsa> FurtherPublicKeys { get; init; } = [];

    /// <summary>The case's keys, to open blobs and check commitments.</summary>
    public CaseKeys? Keys { get; init; }

    /// <summary>A head that the ledger must contain.</summary>
    public ExpectedHead? ExpectedHead { get; init; }

    /// <summary>The case it must be; null takes the first entry's word.</summary>
    public CaseId? Case { get; init; }
}
