using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>A ledger as it was read from its blob.</summary>
/// <param name="Ledger">Its entries.</param>
/// <param name="Length">Where its last whole line ends, which is where the next one begins.</param>
/// <param name="Version">The blob's ETag.</param>
/// <param name="Blocks">How many blocks the blob has.</param>
/// <param name="IsTorn">Whether something that is no whole line follows.</param>
internal sealed record KnownLedger(CaseLedger Ledger, long Length, string Version, int Blocks, bool IsTorn = false)
{
    /// <summary>The ledger of a case that has none yet.</summary>
    public static KnownLedger Empty(CaseId id) => new(CaseLedger.Empty(id), 0, "", 0);

    /// <summary>Reads a whole blob.</summary>
    /// <exception cref="LedgerBrokenException">A line does not follow the one before.</exception>
    public static KnownLedger Read(CaseId id, BlobRange blob)
    {
        int whole = WholeLines(blob.Content);
        return new KnownLedger(
            CaseLedger.Load(id, LedgerChain.Lines(blob.Content.AsMemory(0, whole))), whole, blob.ETag, blob.Blocks, whole != blob.Content.Length);
    }

    /// <summary>The ledger with what was appended since, or null where the blob is not the one that was known.</summary>
    /// <param name="tail">The blob from the last known line's line feed on.</param>
    public KnownLedger? TryFollow(BlobRange tail)
    {
        if (tail.Content is not [(byte)'\n', ..])
        {
            return null;
        }

        int whole = WholeLines(tail.Content);
        try
        {
            return new KnownLedger(
                Ledger.Follow(LedgerChain.Lines(tail.Content.AsMemory(1, whole - 1))), Length + whole - 1, tail.ETag, tail.Blocks, whole != tail.Content.Length);
        }
        catch (LedgerBrokenException)
        {
            // Broken, or another blob: reading all of it tells which.
            return null;
        }
    }

    private static int WholeLines(ReadOnlySpan<byte> content) => content.LastIndexOf((byte)'\n') + 1;
}
