using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Canonical;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Evidence.Vault;

/// <summary>
/// The keys of one case: data keys that encrypt its blobs (the last is the current one) and the key of its commitments.
/// Destroying every wrapped and opened copy erases the case's content while its chain still verifies. Secret: never logged.
/// </summary>
public sealed class CaseKeys
{
    private readonly byte[] _commitmentKey;
    private readonly IReadOnlyList<byte[]> _dataKeys;

    internal CaseKeys(CaseId caseId, byte[] commitmentKey, IReadOnlyList<byte[]> dataKeys)
    {
        Case = caseId;
        _commitmentKey = commitmentKey;
        _dataKeys = dataKeys;
    }

    /// <summary>The case they belong to.</summary>
    public CaseId Case { get; }

    /// <summary>The id of the current data key: the first 16 bytes of SHA-256 over <c>clinseek/key-id/v1</c>, a zero byte and the key, lowercase hexadecimal.</summary>
    public string DataKeyId => IdOf(_dataKeys[^1]);

    /// <summary>Fresh random keys.</summary>
    public static CaseKeys Create(CaseId caseId) => new(caseId, RandomNumberGenerator.GetBytes(32), [RandomNumberGenerator.GetBytes(32)]);

    /// <summary>The same keys and a new current data key; what was encrypted before still opens, commitments stay.</summary>
    public CaseKeys Rotate() => new(Case, _commitmentKey, [.. _dataKeys, RandomNumberGenerator.GetBytes(32)]);

    /// <summary>The keyed commitment to a plaintext under its name, lowercase hexadecimal: HMAC-SHA256 over <c>clinseek/commitment/v1</c>, case, name (each ended by a zero byte) and the plaintext.</summary>
    public string Commit(string name, ReadOnlySpan<byte> plaintext) => Keyed("clinseek/commitment/v1", name, plaintext);

    /// <summary>A keyed digest for engine and journal, lowercase hexadecimal; the same construction under <c>clinseek/digest/v1</c>, so it never equals a commitment.</summary>
    /// <param name="label">What the bytes are, such as an activity's name; without zero characters.</param>
    /// <param name="content">The bytes.</param>
    public string Digest(string label, ReadOnlySpan<byte> content) => Keyed("clinseek/digest/v1", label, content);

    /// <summary>Encrypts a plaintext and commits to it under a name of 1 to 64 of <c>[A-Za-z0-9._-]</c>.</summary>
    public SealedBlob Seal(string name, ReadOnlySpan<byte> plaintext) => Wrap(name, plaintext, BlobEnvelope.Seal(this, plaintext));

    /// <summary>The keys opened, as <c>--case-key</c> takes them: canonical JSON <c>{case, commitmentKey, dataKeys, v}</c>, hexadecimal. Secret.</summary>
    public byte[] Export() => CanonicalJson.Serialize(new CaseKeysDocument(
        Case.Value, Convert.ToHexStringLower(_commitmentKey), [.. _dataKeys.Select(Convert.ToHexStringLower)], 1));

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="FormatException">It is not a case key document of version 1.</exception>
    public static CaseKeys Import(ReadOnlySpan<byte> document)
    {
        CaseKeysDocument? keys = null;
        try
        {
            keys = JsonSerializer.Deserialize<CaseKeysDocument>(document, EvidenceJson.Options);
        }
        catch (JsonException)
        {
            // The message of the parser would quote key material.
        }

        return keys is { V: 1, DataKeys.Count: > 0, CommitmentKey.Length: 64 } && keys.DataKeys.All(static key => key.Length == 64)
            ? new CaseKeys(CaseId.Parse(keys.Case), Convert.FromHexString(keys.CommitmentKey), [.. keys.DataKeys.Select(Convert.FromHexString)])
            : throw new FormatException("The text is not a case key document of version 1.");
    }

    internal byte[]? FindDataKey(string keyId) => _dataKeys.FirstOrDefault(key => IdOf(key) == keyId);

    internal SealedBlob Seal(string name, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> nonce) =>
        Wrap(name, plaintext, BlobEnvelope.Seal(this, plaintext, nonce));

    private SealedBlob Wrap(string name, ReadOnlySpan<byte> plaintext, byte[] envelope) =>
        LedgerForm.IsName(name)
            ? new SealedBlob(name, BlobEnvelope.AddressOf(envelope), Commit(name, plaintext), envelope)
            : throw new ArgumentException("A blob's name is 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'.", nameof(name));

    private string Keyed(string domain, string name, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _commitmentKey);
        hash.AppendData(Encoding.UTF8.GetBytes($"{domain}\0{Case.Value}\0{name}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string IdOf(byte[] dataKey) =>
        Convert.ToHexStringLower(SHA256.HashData([.. "clinseek/key-id/v1\0"u8, .. dataKey]).AsSpan(0, 16));
}
