using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Ledger;

/// <summary>What a caller wants recorded; the chain adds the rest. Holds no PHI: content goes into blobs, codes and counts into facts.</summary>
public sealed record LedgerDraft
{
    /// <summary>When it happened, by the caller's clock; kept to the millisecond, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="LedgerKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who acted: <c>orchestrator</c>, <c>sweep</c>, <c>operator:NAME</c>. 1 to 128 printable ASCII characters without quote and backslash.</summary>
    public required string Actor { get; init; }

    /// <summary>The epoch of the writing instance; 0 for the first.</summary>
    public required int Epoch { get; init; }

    /// <summary>The step, where the kind is <see cref="LedgerKinds.StepRecorded"/>; null otherwise.</summary>
    public int? Step { get; init; }

    /// <summary>The request's id, where the kind is <c>operator.*</c>; null otherwise. 1 to 128 of <c>[A-Za-z0-9._:-]</c>.</summary>
    public string? Request { get; init; }

    /// <summary>Codes, versions, counts and digests that may be read without a key. Names: 1 to 64 of <c>[A-Za-z0-9._-]</c>; values: up to 256 printable ASCII characters without quote and backslash.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Name to keyed commitment, 64 lowercase hexadecimal digits.</summary>
    public IReadOnlyDictionary<string, string> Commitments { get; init; } = new Dictionary<string, string>();

    /// <summary>Name to the SHA-256 of the blob's envelope. Every blob has a commitment of the same name.</summary>
    public IReadOnlyDictionary<string, string> Blobs { get; init; } = new Dictionary<string, string>();

    /// <summary>The draft with sealed blobs named and committed to.</summary>
    public LedgerDraft With(params IEnumerable<SealedBlob> blobs)
    {
        var commitments = new Dictionary<string, string>(Commitments, StringComparer.Ordinal);
        var addresses = new Dictionary<string, string>(Blobs, StringComparer.Ordinal);
        foreach (SealedBlob blob in blobs)
        {
            commitments.Add(blob.Name, blob.Commitment);
            addresses.Add(blob.Name, blob.Address);
        }

        return this with { Commitments = commitments, Blobs = addresses };
    }
}
