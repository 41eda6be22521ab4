namespace ClinSeek.Evidence.Audit;

/// <summary>A case's record as raw bytes, however it is stored.</summary>
public sealed record LedgerSource
{
    /// <summary>The lines of <c>ledger.jsonl</c> in order, without line feeds; see <see cref="Ledger.LedgerChain.Lines"/>.</summary>
    public required IEnumerable<ReadOnlyMemory<byte>> Lines { get; init; }

    /// <summary>The lines of <c>checkpoints.jsonl</c> in order, without line feeds.</summary>
    public required IEnumerable<ReadOnlyMemory<byte>> Checkpoints { get; init; }

    /// <summary>The envelope under an address, or null where there is none. Null altogether: blobs are not checked, and the report says so.</summary>
    public Func<string, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>>? Blob { get; init; }
}
