using System.Buffers;
using System.Collections.Concurrent;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// A snapshot opened read-only in memory. Thread-safe: each call gets a connection of its own onto the same bytes. Holds PHI for as
/// long as it lives; the bytes given to <see cref="Open"/> must not change before it is disposed.
/// </summary>
public sealed class PatientDatabase : IDisposable
{
    private const int MaxNarrowed = 32;

    private readonly MemoryHandle _pin;
    private readonly int _length;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ConcurrentBag<GuardedConnection> _idle = [];
    private readonly ConcurrentDictionary<CutoffTime, PatientDatabase> _narrowed = new();
    private readonly ConcurrentDictionary<string, object> _known = new(StringComparer.Ordinal);
    private IReadOnlyList<StoredTable> _stored = [];
    private bool _disposed;

    private PatientDatabase(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _length = bytes.Length;
        _pin = bytes.Pin();
    }

    /// <summary>False when a part of the record could not be read: then nothing missing means absent.</summary>
    public bool Complete { get; private set; }

    /// <summary>Its tables, as it describes them itself.</summary>
    public IReadOnlyList<PatientTable> Tables { get; private set; } = [];

    /// <summary>Opens the bytes of a <see cref="PatientSnapshot"/>.</summary>
    /// <exception cref="InvalidDataException">They are no patient database of this schema version.</exception>
    public static PatientDatabase Open(ReadOnlyMemory<byte> database)
    {
        var opened = new PatientDatabase(database);
        try
        {
            using sqlite3 connection = opened.Connect();
            if (SnapshotHeader.Number(connection, "PRAGMA application_id") != SnapshotWriter.ApplicationId)
            {
                throw new InvalidDataException("The bytes are no patient database. Build the snapshot again.");
            }

            if (SnapshotHeader.Number(connection, "PRAGMA user_version") is var version && version != PatientTables.SchemaVersion)
            {
                throw new InvalidDataException($"The patient database has schema version {version}; this program reads {PatientTables.SchemaVersion}. Build the snapshot again.");
            }

            (_, opened._stored, opened.Tables) = SnapshotHeader.Description(connection);
            opened.Complete = SnapshotHeader.Number(connection, "SELECT complete FROM snapshot") == 1;
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs one guarded statement. Expected outcomes, refusals included, are values.</summary>
    /// <param name="sql">A single SELECT.</param>
    /// <param name="parameters">For ?1, ?2 and so on: null, string, long or double.</param>
    /// <param name="now">What 'now' means in date functions: the case's cut-off.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    public SqlAnswer Query(
        string sql, IReadOnlyList<object?> parameters, CutoffTime now, SqlGuardOptions options, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out GuardedConnection? connection))
        {
            connection = new GuardedConnection(Connect(), Tables, []);
        }

        try
        {
            return connection.Run(sql, parameters, now, options, cancellationToken);
        }
        finally
        {
            _idle.Add(connection);
        }
    }

    /// <summary>As <see cref="Query(string, IReadOnlyList{object}, CutoffTime, SqlGuardOptions, CancellationToken)"/>, with candidate tables beside the record's.</summary>
    internal SqlAnswer Query(
        string sql, IReadOnlyList<CandidateSqlTable> candidates, CutoffTime now, SqlGuardOptions options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // Vocabularies are imported anew while the record stays: such a connection serves one statement.
        using var connection = new GuardedConnection(Connect(), Tables, candidates);
        return connection.Run(sql, [], now, options, cancellationToken);
    }

    /// <summary>The table of a name, whatever its case; null where there is none.</summary>
    public PatientTable? Find(string? name) =>
        Tables.FirstOrDefault(table => string.Equals(table.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>What was worked out before, or is now: the bytes never change, so neither does what is said of them.</summary>
    internal T Remember<T>(string what, Func<T> workOut)
        where T : class
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _known.TryGetValue(what, out object? known) ? (T)known : (T)_known.GetOrAdd(what, workOut());
    }

    /// <summary>The texts of a table; null where they are too many to be held a second time.</summary>
    internal TextIndex? TextsOf(PatientTable table)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // One caller reads, the others wait: two copies at once would be what the bound is against.
        var texts = (Lazy<TextIndex?>)_known.GetOrAdd("texts of " + table.Name, _ => new Lazy<TextIndex?>(() => ReadTexts(table)));
        return texts.Value;
    }

    /// <summary>Whether <see cref="At"/> has room for one more earlier time.</summary>
    public bool CanLookAt(CutoffTime earlier) => _narrowed.Count < MaxNarrowed || _narrowed.ContainsKey(earlier);

    /// <summary>The same record as it was known at an earlier time. The result belongs to this database and is disposed with it.</summary>
    public PatientDatabase At(CutoffTime earlier)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_narrowed.TryGetValue(earlier, out PatientDatabase? known))
        {
            return known;
        }

        if (!CanLookAt(earlier))
        {
            throw new InvalidOperationException($"One case may look at its record at {MaxNarrowed} earlier times at most.");
        }

        PatientDatabase made = Open(SnapshotNarrowing.Narrow(_bytes, _stored, earlier));
        PatientDatabase kept = _narrowed.GetOrAdd(earlier, made);
        if (!ReferenceEquals(kept, made))
        {
            made.Dispose();
        }

        return kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (PatientDatabase narrowed in _narrowed.Values)
        {
            narrowed.Dispose();
        }

        while (_idle.TryTake(out GuardedConnection? connection))
        {
            connection.Dispose();
        }

        _pin.Dispose();
    }

    private TextIndex? ReadTexts(PatientTable table)
    {
        using sqlite3 connection = Connect();
        // A sort that spilled would put PHI into a temporary file.
        MemoryDatabase.Execute(connection, "PRAGMA temp_store=MEMORY;");
        return TextIndex.Read(connection, table);
    }

    private unsafe sqlite3 Connect() => MemoryDatabase.OpenReadOnly((IntPtr)_pin.Pointer, _length);
}
