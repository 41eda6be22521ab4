using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>The keys of the cases, made with the first document of each and kept in memory once unwrapped.</summary>
internal sealed class CaseKeyRing(CasePaths paths, IKeyProvider provider)
{
    private readonly ConcurrentDictionary<CaseId, CaseKeys> _known = new();

    /// <summary>A case's keys; null where there is no such case, or where it was erased.</summary>
    public async ValueTask<CaseKeys?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out CaseKeys? known))
        {
            return known;
        }

        return DurableFiles.Read(paths.Keys(id)) is { } document ? await UnwrapAsync(id, document, cancellationToken) : null;
    }

    /// <summary>A case's keys, made where it has none.</summary>
    public async ValueTask<CaseKeys> GetOrMakeAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } known)
        {
            return known;
        }

        WrappedCaseKeys made = await provider.WrapAsync(CaseKeys.Create(id), cancellationToken);
        DurableFiles.PutIfAbsent(paths.Keys(id), made.ToBytes());

        // Another writer may have been first; what lies there now is what counts.
        return await UnwrapAsync(id, DurableFiles.Read(paths.Keys(id))!, cancellationToken);
    }

    private async ValueTask<CaseKeys> UnwrapAsync(CaseId id, byte[] document, CancellationToken cancellationToken)
    {
        WrappedCaseKeys wrapped;
        try
        {
            wrapped = WrappedCaseKeys.Parse(document);
        }
        catch (FormatException exception)
        {
            throw new StorageException($"The keys of case '{id}' are not readable: keys.json was changed. Restore it from a copy; without it the case cannot be read.", exception);
        }

        CaseKeys keys = await provider.UnwrapAsync(wrapped, cancellationToken)
            ?? throw new StorageException($"The keys of case '{id}' do not open: keys.json was changed. Restore it from a copy; without it the case cannot be read.");
        return keys.Case == id
            ? _known.GetOrAdd(id, keys)
            : throw new StorageException($"The folder of case '{id}' holds the keys of another case. Restore keys.json from a copy.");
    }
}
