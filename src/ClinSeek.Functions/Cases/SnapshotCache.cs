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
    private readonly SemaphoreSlim[] _opening = [.. Enumerable.Range(0, 16).Select(static _ => new SemaphoreSlim(1, 1))];
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Dictionary<CaseId, LinkedListNode<Entry>> _byCase = [];
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
        _byCase.Clear();
        Array.ForEach(_opening, static gate => gate.Dispose());
    }

    private async ValueTask<Entry> RentAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (Rent(id) is { } known)
        {
            return known;
        }

        // One case at a time is opened once, however many ask for it; cases do not wait for each other.
        SemaphoreSlim gate = _opening[(uint)id.GetHashCode() % _opening.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Rent(id) is { } opened)
            {
                return opened;
            }

            StoredDocument stored = await record.BytesAsync(id, DocumentNames.Snapshot, cancellationToken);
            return Keep(new Entry(id, PatientDatabase.Open(stored.Content), stored.Content.Length));
        }
        finally
        {
            gate.Release();
        }
    }

    private Entry? Rent(CaseId id)
    {
        lock (_byUse)
        {
            if (!_byCase.TryGetValue(id, out LinkedListNode<Entry>? node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            node.Value.Rent();
            return node.Value;
        }
    }

    private Entry Keep(Entry entry)
    {
        List<Entry> dropped = [];
        lock (_byUse)
        {
            _byCase[entry.Id] = _byUse.AddFirst(entry);
            entry.Rent();
            _bytes += entry.Bytes;
            while (_bytes > capacityBytes && _byUse.Last is { } last && last != _byUse.First)
            {
                _byUse.RemoveLast();
                _byCase.Remove(last.Value.Id);
                _bytes -= last.Value.Bytes;
                dropped.Add(last.Value);
            }
        }

        dropped.ForEach(static one => one.Release());
        return entry;
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
