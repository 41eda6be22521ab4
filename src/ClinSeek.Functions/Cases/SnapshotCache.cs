using ClinSeek.Ehr.Database;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Decrypted patient databases in memory, bounded by their bytes; the one used longest ago goes first. Only a speed-up: any
/// process can open a snapshot again. No decrypted database touches a disk.
/// </summary>
public sealed class SnapshotCache(CaseRecord record, long capacityBytes) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    /// <summary>Bytes held now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Uses a case's database. It is not closed before <paramref name="use"/> has ended, even when it falls out of the cache.</summary>
    public async ValueTask<T> UseAsync<T>(CaseId id, Func<PatientDatabase, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        Entry entry = await RentAsync(id, cancellationToken);
        try
        {
            return await use(entry.Database);
        }
        finally
        {
            entry.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (Entry entry in _byUse)
        {
            entry.Release();
        }

        _byUse.Clear();
        _gate.Dispose();
    }

    private async ValueTask<Entry> RentAsync(CaseId id, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Entry? entry = _byUse.FirstOrDefault(entry => entry.Id == id);
            if (entry is null)
            {
                StoredDocument stored = await record.BytesAsync(id, DocumentNames.Snapshot, cancellationToken);
                entry = new Entry(id, PatientDatabase.Open(stored.Content), stored.Content.Length);
                Interlocked.Add(ref _bytes, entry.Bytes);
            }
            else
            {
                _byUse.Remove(entry);
            }

            _byUse.AddFirst(entry);
            entry.Rent();
            Trim();
            return entry;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Trim()
    {
        while (_bytes > capacityBytes && _byUse.Last is { } last && last != _byUse.First)
        {
            _byUse.RemoveLast();
            Interlocked.Add(ref _bytes, -last.Value.Bytes);
            last.Value.Release();
        }
    }

    private sealed class Entry(CaseId id, PatientDatabase database, long bytes)
    {
        private int _holders = 1;

        public CaseId Id { get; } = id;

        public PatientDatabase Database { get; } = database;

        public long Bytes { get; } = bytes;

        public void Rent() => Interlocked.Increment(ref _holders);

        public void Release()
        {
            if (Interlocked.Decrement(ref _holders) == 0)
            {
                Database.Dispose();
            }
        }
    }
}
