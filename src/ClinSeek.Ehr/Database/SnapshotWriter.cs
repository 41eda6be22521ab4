using System.Text;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>Writes rows into an in-memory database and gives its bytes; no file is touched.</summary>
internal static class SnapshotWriter
{
    /// <summary>"ClSk": tells a patient database from any other SQLite file.</summary>
    public const int ApplicationId = 0x436C536B;

    public static byte[] Write(IReadOnlyDictionary<PatientTable, List<PatientRow>> tables, bool complete, LogicalDigest digest)
    {
        using sqlite3 database = MemoryDatabase.Create();
        MemoryDatabase.Execute(database, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={PatientTables.SchemaVersion}; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8'; BEGIN;");
        foreach (PatientTable table in PatientTables.All)
        {
            digest.Begin(table);
            WriteTable(database, table, tables[table], digest);
        }

        MemoryDatabase.Execute(database, $"CREATE TABLE snapshot (complete INTEGER NOT NULL); INSERT INTO snapshot VALUES ({(complete ? 1 : 0)}); COMMIT;");
        return MemoryDatabase.Serialize(database);
    }

    private static void WriteTable(sqlite3 database, PatientTable table, List<PatientRow> rows, LogicalDigest digest)
    {
        string columns = string.Join(", ", table.Columns.Select(static column =>
            column.Name == "row" ? "row INTEGER PRIMARY KEY" : column.Name + " " + column.Type));
        MemoryDatabase.Execute(database, $"CREATE TABLE {table.Name} ({columns});");
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(
            database, $"INSERT INTO {table.Name} VALUES ({string.Join(',', Enumerable.Repeat('?', table.Columns.Count))})", out sqlite3_stmt insert));
        using (insert)
        {
            foreach (PatientRow row in rows)
            {
                digest.Add(row);
                Insert(database, insert, row);
            }
        }

        MemoryDatabase.Execute(database, $"CREATE INDEX {table.Name}_event ON {table.Name}(event_time);");
        if (table.Own.Any(static column => column.Name == "code"))
        {
            MemoryDatabase.Execute(database, $"CREATE INDEX {table.Name}_code ON {table.Name}(code, event_time);");
        }
    }

    private static void Insert(sqlite3 database, sqlite3_stmt insert, PatientRow row)
    {
        Bind(database, insert, 1, row.Number);
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
        string text => raw.sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(text)),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        _ => throw new InvalidOperationException($"A cell cannot hold {value.GetType().Name}."),
    });
}
