using System.Runtime.InteropServices;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// A new database whose file is written straight into an array that is given out in the end: its bytes are in memory once. Not
/// thread-safe.
/// </summary>
internal sealed class PinnedDatabase : IDisposable
{
    private const int PageBytes = 4096;
    private const int LeastRoom = 16 * PageBytes;

    private readonly string _settings;
    private byte[] _room;
    private sqlite3_stmt _pages;

    /// <param name="expected">The bytes that it will probably have.</param>
    /// <param name="settings">PRAGMAs for each connection; writing goes on in a transaction.</param>
    public PinnedDatabase(long expected, string settings)
    {
        _settings = settings;
        _room = Room(Math.Max(expected, LeastRoom));
        Connection = Open(0);
        _pages = Pages();
    }

    /// <summary>The connection, in a transaction. Another one after <see cref="MakeRoom"/> has said so.</summary>
    public sqlite3 Connection { get; private set; }

    /// <summary>Makes sure that some bytes more can be written; true where what was prepared must be prepared again.</summary>
    public bool MakeRoom(long bytes)
    {
        long used = Used();
        if (used + bytes <= _room.Length)
        {
            return false;
        }

        Close();
        byte[] larger = Room(Math.Max(used + bytes, _room.Length + (_room.Length / 2)));
        _room.AsSpan(0, (int)used).CopyTo(larger);
        _room = larger;
        Connection = Open(used);
        _pages = Pages();
        return true;
    }

    /// <summary>Ends the transaction and the connection and gives the bytes; no statement may be open.</summary>
    public ReadOnlyMemory<byte> TakeBytes()
    {
        long used = Used();
        Close();
        return _room.AsMemory(0, (int)used);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        Connection.Dispose();
    }

    private static byte[] Room(long bytes) =>
        GC.AllocateUninitializedArray<byte>(checked((int)((bytes + PageBytes - 1) / PageBytes * PageBytes)), pinned: true);

    private sqlite3 Open(long used)
    {
        sqlite3 connection = MemoryDatabase.Create();
        // The array is pinned for as long as it lives, and this holds it.
        MemoryDatabase.Check(connection, raw.sqlite3_deserialize(connection, "main", Marshal.UnsafeAddrOfPinnedArrayElement(_room, 0), used, _room.Length, 0));
        MemoryDatabase.Execute(connection, _settings + "BEGIN;");
        return connection;
    }

    private void Close()
    {
        _pages.Dispose();
        MemoryDatabase.Execute(Connection, "COMMIT;");
        Connection.Dispose();
    }

    private sqlite3_stmt Pages()
    {
        MemoryDatabase.Check(Connection, raw.sqlite3_prepare_v2(Connection, "PRAGMA page_count", out sqlite3_stmt pages));
        return pages;
    }

    private long Used()
    {
        MemoryDatabase.Check(Connection, raw.sqlite3_step(_pages));
        long pages = raw.sqlite3_column_int64(_pages, 0);
        MemoryDatabase.Check(Connection, raw.sqlite3_reset(_pages));
        return pages * PageBytes;
    }
}
