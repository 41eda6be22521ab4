using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>The keys of the cases, made with the first document of each and kept in memory once unwrapped.</summary>
internal sealed class CaseKeyRing(ICaseObjects objects, IKeyProvider provider)
{
    private readonly ConcurrentDictionary<CaseId, CaseKeys> _known = new();

    /// <summary>A case's keys; null where there is no such case, or where it was erased.</summary>
    public async ValueTask<CaseKeys?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out CaseKeys? known))
        {
            return known;
        }

        return await objects.ReadAsync(id, CaseLayout.Keys, cancellationToken) is { } document ? await UnwrapAsync(id, document, cancellationToken) : null;
    }

    /// <summary>A case's keys, made where it has none.</summary>
    public async ValueTask<CaseKeys> GetOrMakeAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } known)
        {
            return known;
        }

        WrappedCaseKeys made = await provider.WrapAsync(CaseKeys.Create(id), cancellationToken);
        await objects.PutIfAbsentAsync(id, CaseLayout.Keys, made.ToBytes(), cancellationToken);

        // Another writer may have been first; what lies there now is what counts.
        return await FindAsync(id, cancellationToken)
            ?? throw new StorageException($"The keys of case '{id}' vanished while they were written. Is another program deleting what ClinSeek stores?");
    }

    private async ValueTask<CaseKeys> UnwrapAsync(CaseId id, byte[] document, CancellationToken cancellationToken)
    {
        try
        {
            return await UnwrapAsync(id, WrappedCaseKeys.Parse(document), cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new StorageException($"The keys of case '{id}' are not readable: keys.json was changed. Restore it from a copy; without it the case cannot be read.", exception);
        }
    }

    private async ValueTask<CaseKeys> UnwrapAsync(CaseId id, WrappedCaseKeys wrapped, CancellationToken cancellationToken)
    {
        if (wrapped.Provider != provider.Provider)
        {
            throw new StorageException($"Case '{id}' is protected by keys of the provider '{wrapped.Provider}', and this process has '{provider.Provider}'. Name the right one (Keys__Provider).");
        }

        CaseKeys keys = await provider.UnwrapAsync(wrapped, cancellationToken)
            ?? throw new StorageException($"The keys of case '{id}' do not open: keys.json was changed. Restore it from a copy; without it the case cannot be read.");
        return keys.Case == id
            ? _known.GetOrAdd(id, keys)
            : throw new StorageException($"The folder of case '{id}' holds the keys of another case. Restore keys.json from a copy.");
    }
}
