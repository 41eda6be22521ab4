namespace ClinSeek.Evidence.Audit;

/// <summary>What a verification found. Holds no PHI.</summary>
public sealed record VerificationReport
{
    /// <summary>The case, or null where not even the first entry could be read.</summary>
    public string? CaseId { get; init; }

    /// <summary>Whether everything that could be checked was as it must be.</summary>
    public bool Ok => FirstBad is null;

    /// <summary>Entries that passed.</summary>
    public long Count { get; init; }

    /// <summary>The hash of the last entry that passed; null where none did.</summary>
    public string? Head { get; init; }

    /// <summary>The first bad or missing thing: <c>entry N</c>, <c>checkpoint K</c> (line of the file) or <c>blob N/NAME</c>; null where all is well.</summary>
    public string? FirstBad { get; init; }

    /// <summary>The entry that <see cref="FirstBad"/> names or belongs to; null for a checkpoint.</summary>
    public long? FirstBadSeq { get; init; }

    /// <summary>What is wrong with it; null where all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Entries covered by the last checkpoint whose signature was verified, or by an expected head; the chain vouches for nothing after them.</summary>
    public long AnchoredCount { get; init; }

    /// <summary>Entries after the anchored ones: whole in themselves, but their removal could not be noticed.</summary>
    public long UnanchoredTail => Count - Math.Min(AnchoredCount, Count);

    /// <summary>Checkpoints read.</summary>
    public int Checkpoints { get; init; }

    /// <summary>Whether the checkpoints' signatures were checked.</summary>
    public bool SignaturesChecked { get; init; }

    /// <summary>Blobs whose presence and digest were checked.</summary>
    public long BlobsChecked { get; init; }

    /// <summary>Blobs that were opened and held against their commitment.</summary>
    public long CommitmentsChecked { get; init; }
}
