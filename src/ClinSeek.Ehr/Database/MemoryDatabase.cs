using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>SQLite databases that live in memory only.</summary>
internal static class MemoryDatabase
{
    private const int DeserializeReadOnly = 4;

    static MemoryDatabase() => Batteries_V2.Init();

    public static sqlite3 Create()
    {
        int code = raw.sqlite3_open_v2(":memory:", out sqlite3 database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        Check(database, code);
        return database;
    }

    /// <summary>A read-only connection onto bytes that stay pinned and unchanged while it is open; nothing is copied.</summary>
    public static sqlite3 OpenReadOnly(IntPtr bytes, long length)
    {
        sqlite3 database = Create();
        Check(database, raw.sqlite3_deserialize(database, "main", bytes, length, length, DeserializeReadOnly));
        return database;
    }

    /// <summary>Lays another database beside the main one of a connection, read-only; its bytes stay where they are and unchanged while that is open.</summary>
    public static unsafe void Attach(sqlite3 database, string schema, byte[] pinned)
    {
        Execute(database, $"ATTACH ':memory:' AS {schema}");
        fixed (byte* bytes = pinned)
        {
            Check(database, raw.sqlite3_deserialize(database, schema, (IntPtr)bytes, pinned.Length, pinned.Length, DeserializeReadOnly));
        }
    }

    public static void Execute(sqlite3 database, string sql) => Check(database, raw.sqlite3_exec(database, sql));

    /// <summary>Our own statements do not fail for reasons a caller could act on. The message has no values: it may reach a log.</summary>
    public static void Check(sqlite3 database, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new InvalidOperationException($"SQLite failed with code {raw.sqlite3_extended_errcode(database)} ({raw.sqlite3_errstr(code).utf8_to_string()}).");
        }
    }
}
