using System.Buffers;
using System.Text;
using ClinSeek.Ehr.Database.Schema;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>Writes rows into an in-memory database and gives its bytes; no file is touched.</summary>
internal static class SnapshotWriter
{
    /// <summary>"ClSk": tells a patient database from any other SQLite file.</summary>
    public const int ApplicationId = 0x436C536B;

    private const int CacheKilobytes = 256;
    private const int ShortText = 256;

    // What rows are mostly looked for by, beside their time.
    private static readonly string[] Keys = ["code", "itemid"];

    /// <param name="tables">The tables in the order of the digest, each with its rows in key order; the lists are emptied.</param>
    /// <param name="stored">How the database describes them.</param>
    /// <param name="complete">Whether nothing is known to be missing.</param>
    /// <param name="digest">Takes the content.</param>
    public static byte[] Write(
        IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables, IReadOnlyList<StoredTable> stored, bool complete, LogicalDigest digest)
    {
        using var piece = new OnePieceDatabase([], Expected(tables));
        sqlite3 database = piece.Connection;
        // Its pages lie in memory already: a large cache of them would hold the database twice.
        MemoryDatabase.Execute(database, $"PRAGMA cache_size=-{CacheKilobytes}; PRAGMA application_id={ApplicationId}; PRAGMA user_version={PatientTables.SchemaVersion}; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8'; BEGIN;");
        foreach ((PatientTable table, List<PatientRow> rows) in tables)
        {
            digest.Begin(table);
            WriteTable(database, table, rows, digest);
            rows.Clear();
            rows.TrimExcess();
        }

        MemoryDatabase.Execute(database, "CREATE TABLE snapshot (complete INTEGER NOT NULL, tables TEXT NOT NULL);");
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, "INSERT INTO snapshot VALUES (?, ?)", out sqlite3_stmt header));
        using (header)
        {
            Bind(database, header, 1, complete ? 1L : 0L);
            Bind(database, header, 2, StoredTables.Write(stored));
            MemoryDatabase.Check(database, raw.sqlite3_step(header));
        }

        MemoryDatabase.Execute(database, "COMMIT;");
        return piece.TakeBytes();
    }

    /// <summary>A name as SQL takes it, whatever it is.</summary>
    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static void WriteTable(sqlite3 database, PatientTable table, List<PatientRow> rows, LogicalDigest digest)
    {
        string columns = string.Join(", ", table.Columns.Select(static column =>
            column.Name == "row" ? "row INTEGER PRIMARY KEY" : Quoted(column.Name) + " " + column.Type));
        MemoryDatabase.Execute(database, $"CREATE TABLE {Quoted(table.Name)} ({columns});");
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(
            database, $"INSERT INTO {Quoted(table.Name)} VALUES ({string.Join(',', Enumerable.Repeat('?', table.Columns.Count))})", out sqlite3_stmt insert));
        using (insert)
        {
            foreach (PatientRow row in rows)
            {
                digest.Add(row);
                Insert(database, insert, row);
            }
        }

        MemoryDatabase.Execute(database, $"CREATE INDEX {Quoted(table.Name + "_event")} ON {Quoted(table.Name)}(event_time);");
        foreach (string key in Keys.Where(key => table.Own.Any(column => column.Name == key)))
        {
            MemoryDatabase.Execute(database, $"CREATE INDEX {Quoted(table.Name + "_" + key)} ON {Quoted(table.Name)}({key}, event_time);");
        }
    }

    // A row of the usual length with its places in the indexes; the file grows by doubling where that is not enough.
    private static long Expected(IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables) => tables.Sum(static item => 420L * item.Rows.Count);

    private static void Insert(sqlite3 database, sqlite3_stmt insert, PatientRow row)
    {
        MemoryDatabase.Check(database, raw.sqlite3_bind_int64(insert, 1, row.Number));
        Bind(database, insert, 2, row.Resource);
        Bind(database, insert, 3, row.EventTime);
        Bind(database, insert, 4, row.AvailableTime);
        for (int place = 0; place < row.Own.Length; place++)
        {
            Bind(database, insert, place + 5, row.Own[place] is PatientRow parent ? parent.Number : row.Own[place]);
        }

        MemoryDatabase.Check(database, raw.sqlite3_step(insert));
        MemoryDatabase.Check(database, raw.sqlite3_reset(insert));
    }

    private static void Bind(sqlite3 database, sqlite3_stmt statement, int place, object? value) => MemoryDatabase.Check(database, value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => BindText(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        _ => throw new InvalidOperationException($"A cell cannot hold {value.GetType().Name}."),
    });

    // Cells need no array of their own on the way.
    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length <= ShortText / 3)
        {
            Span<byte> bytes = stackalloc byte[ShortText];
            return raw.sqlite3_bind_text(statement, place, (ReadOnlySpan<byte>)bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        int code = raw.sqlite3_bind_text(statement, place, (ReadOnlySpan<byte>)rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return code;
    }
}
