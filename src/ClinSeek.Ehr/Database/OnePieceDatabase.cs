using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>A database whose file lies in one piece in memory, so that giving out its bytes needs no second copy beside it.</summary>
internal sealed class OnePieceDatabase : IDisposable
{
    private const int LeastRoom = 64 * 1024;
    private const int Resizeable = 2;
    private const int NoCopy = 1;

    private bool _ended;

    /// <param name="content">What it begins with; empty for a new one.</param>
    /// <param name="expected">The bytes that it will probably have; it grows as it must.</param>
    public unsafe OnePieceDatabase(ReadOnlySpan<byte> content, long expected)
    {
        long room = Math.Max(Math.Max(LeastRoom, content.Length), expected);
        Connection = MemoryDatabase.Create();
        IntPtr bytes = raw.sqlite3_malloc64(room);
        if (bytes == IntPtr.Zero)
        {
            Connection.Dispose();
            throw new InsufficientMemoryException("There is no memory for the patient database.");
        }

        content.CopyTo(new Span<byte>((void*)bytes, content.Length));
        // Not freed on close: the bytes outlive the connection.
        MemoryDatabase.Check(Connection, raw.sqlite3_deserialize(Connection, "main", bytes, content.Length, room, Resizeable));
    }

    public sqlite3 Connection { get; }

    /// <summary>Ends the connection and gives the bytes; call it outside any transaction.</summary>
    public unsafe byte[] TakeBytes()
    {
        IntPtr bytes = End(out long length);
        try
        {
            // Every byte is overwritten.
            byte[] taken = GC.AllocateUninitializedArray<byte>(checked((int)length));
            new ReadOnlySpan<byte>((void*)bytes, taken.Length).CopyTo(taken);
            return taken;
        }
        finally
        {
            raw.sqlite3_free(bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_ended)
        {
            raw.sqlite3_free(End(out _));
        }
    }

    // Its page cache goes before there is a copy.
    private IntPtr End(out long length)
    {
        _ended = true;
        IntPtr bytes = raw.sqlite3_serialize(Connection, "main", out length, NoCopy);
        Connection.Dispose();
        return bytes;
    }
}
