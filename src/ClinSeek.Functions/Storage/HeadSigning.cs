using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage;

/// <summary>Signs heads with a key provider's present key.</summary>
internal static class HeadSigning
{
    /// <summary>A signed head.</summary>
    /// <exception cref="StorageException">The key cannot be used.</exception>
    public static async ValueTask<HeadCheckpoint> SignAsync(this IKeyProvider keys, LedgerHead head, DateTimeOffset at, CancellationToken cancellationToken)
    {
        SigningKey key = await keys.SigningKeyAsync(cancellationToken);
        return await HeadCheckpoint.SignAsync(head, at, key.Id, (bytes, stop) => keys.SignAsync(key, bytes, stop), cancellationToken);
    }
}
