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

    private const int ShortText = 256;
    private const int RowsBetweenLooks = 32;
    private const int Margin = 16 * 1024;
    private const int IndexCell = 12;

    // Its pages lie in memory already: a large cache of them would hold the database twice. Sorts stay in memory too.
    private static readonly string Settings =
        $"PRAGMA cache_size=-64; PRAGMA temp_store=MEMORY; PRAGMA application_id={ApplicationId}; PRAGMA user_version={PatientTables.SchemaVersion}; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8';";

    // What rows are mostly looked for by, beside their time.
    private static readonly string[] Keys = ["code", "itemid"];

    /// <param name="tables">The tables in the order of the digest, each with its rows in key order; the lists are emptied.</param>
    /// <param name="stored">How the database describes them.</param>
    /// <param name="complete">Whether nothing is known to be missing.</param>
    /// <param name="digest">Takes the content.</param>
    public static ReadOnlyMemory<byte> Write(
        IReadOnlyList<(PatientTable Table, List<PatientRow> Rows)> tables, IReadOnlyList<StoredTable> stored, bool complete, LogicalDigest digest)
    {
        string description = StoredTables.Text(stored);
        long expected = FileSize.Pages(FileSize.Of(description)) + tables.Sum(static item => Expected(item.Table, item.Rows));
        using var database = new PinnedDatabase(expected + (expected / 32) + (2 * Margin), Settings);
        foreach ((PatientTable table, List<PatientRow> rows) in tables)
        {
            digest.Begin(table);
            WriteTable(database, table, rows, digest);
            rows.Clear();
            rows.TrimExcess();
        }

        database.MakeRoom(FileSize.Pages(FileSize.Of(description)) + Margin);
        MemoryDatabase.Execute(database.Connection, "CREATE TABLE snapshot (complete INTEGER NOT NULL, tables TEXT NOT NULL);");
        using (sqlite3_stmt header = Prepare(database.Connection, "INSERT INTO snapshot VALUES (?, ?)"))
        {
            Bind(database.Connection, header, 1, complete ? 1L : 0L);
            Bind(database.Connection, header, 2, description);
            MemoryDatabase.Check(database.Connection, raw.sqlite3_step(header));
        }

        return database.TakeBytes();
    }

    /// <summary>A name as SQL takes it, whatever it is.</summary>
    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static void WriteTable(PinnedDatabase database, PatientTable table, List<PatientRow> rows, LogicalDigest digest)
    {
        string columns = string.Join(", ", table.Columns.Select(static column =>
            column.Name == "row" ? "row INTEGER PRIMARY KEY" : Quoted(column.Name) + " " + column.Type));
        string sql = $"INSERT INTO {Quoted(table.Name)} VALUES ({string.Join(',', Enumerable.Repeat('?', table.Columns.Count))})";
        database.MakeRoom(Margin);
        MemoryDatabase.Execute(database.Connection, $"CREATE TABLE {Quoted(table.Name)} ({columns});");
        char[] name = [];
        sqlite3_stmt insert = Prepare(database.Connection, sql);
        try
        {
            for (int place = 0; place < rows.Count; place++)
            {
                if (place % RowsBetweenLooks == 0 && database.MakeRoom(Margin + (2 * Size(rows, place, RowsBetweenLooks))))
                {
                    insert.Dispose();
                    insert = Prepare(database.Connection, sql);
                }

                ReadOnlySpan<char> resource = rows[place].ResourceIn(ref name);
                digest.Add(rows[place], resource);
                Insert(database.Connection, insert, rows[place], resource);
            }
        }
        finally
        {
            insert.Dispose();
        }

        AddIndex(database, table, $"{table.Name}_event", "event_time", IndexSize(rows, null));
        foreach (string key in Keys)
        {
            if (table.PlaceOf(key) is var column and >= 0)
            {
                AddIndex(database, table, $"{table.Name}_{key}", $"{key}, event_time", IndexSize(rows, column));
            }
        }
    }

    private static void AddIndex(PinnedDatabase database, PatientTable table, string name, string columns, long bytes)
    {
        database.MakeRoom(Margin + FileSize.Pages(bytes + (bytes / 4)));
        MemoryDatabase.Execute(database.Connection, $"CREATE INDEX {Quoted(name)} ON {Quoted(table.Name)}({columns});");
    }

    private static long Expected(PatientTable table, List<PatientRow> rows) =>
        FileSize.Pages(Size(rows, 0, rows.Count)) + FileSize.Pages(IndexSize(rows, null))
        + Keys.Select(table.PlaceOf).Where(static column => column >= 0).Sum(column => FileSize.Pages(IndexSize(rows, column)));

    private static long Size(List<PatientRow> rows, int first, int count)
    {
        long size = 0;
        for (int place = first; place < rows.Count && place < first + count; place++)
        {
            size += FileSize.Of(rows[place]);
        }

        return size;
    }

    private static long IndexSize(List<PatientRow> rows, int? column)
    {
        long size = 0;
        foreach (PatientRow row in rows)
        {
            size += IndexCell + FileSize.Of(row.EventTime) + (column is { } key ? FileSize.OfKey(row[key] as string) : 0);
        }

        return size;
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
        return statement;
    }

    private static void Insert(sqlite3 database, sqlite3_stmt insert, PatientRow row, ReadOnlySpan<char> resource)
    {
        MemoryDatabase.Check(database, raw.sqlite3_bind_int64(insert, 1, row.Number));
        MemoryDatabase.Check(database, BindText(insert, 2, resource));
        Bind(database, insert, 3, row.EventTime);
        Bind(database, insert, 4, row.AvailableTime);
        for (int place = 0; place < row.Count; place++)
        {
            Bind(database, insert, place + 5, row[place] is PatientRow parent ? parent.Number : row[place]);
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
    private static int BindText(sqlite3_stmt statement, int place, ReadOnlySpan<char> text)
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
