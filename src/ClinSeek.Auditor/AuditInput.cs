using System.Security.Cryptography;

namespace ClinSeek.Auditor;

/// <summary>What there is to audit, and what to audit it with.</summary>
internal sealed record AuditInput(
    IReadOnlyList<byte[]> Lines,
    IReadOnlyList<byte[]> Checkpoints,
    Func<string, byte[]?> Blob,
    IReadOnlyList<ECDsa> PublicKeys,
    CaseKey? Key = null,
    long? ExpectedCount = null,
    string? ExpectedHead = null);
