using System.Globalization;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Cutoff;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// Makes the snapshot of an earlier time from a later one: rows that were not yet available go, columns that speak of later are
/// masked by the same policy. A status whose time the tables do not hold is masked whenever it could have been set later. Row
/// numbers stay, so that citations do.
/// </summary>
internal static class SnapshotNarrowing
{
    public static byte[] Narrow(ReadOnlyMemory<byte> snapshot, IReadOnlyList<StoredTable> tables, CutoffTime earlier)
    {
        using var piece = new OnePieceDatabase(snapshot.Span, snapshot.Length);
        sqlite3 database = piece.Connection;
        MemoryDatabase.Execute(database, "PRAGMA temp_store=MEMORY; PRAGMA journal_mode=OFF;");
        string at = FhirTime.Render(earlier.Instant);
        foreach (StoredTable table in tables)
        {
            string name = SnapshotWriter.Quoted(table.Name);
            if (!table.Untimed)
            {
                MemoryDatabase.Execute(database, $"DELETE FROM {name} WHERE available_time IS NULL OR available_time >= '{at}';");
            }

            // Time columns last: the status beside them is judged by them.
            foreach (StoredColumn column in table.Columns.Where(static column => column.Mask is not null).OrderBy(static column => column.Name == column.Mask!.Column))
            {
                string initial = string.Join(',', column.Mask!.Initial.Select(static value => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"));
                string late = column.Mask.Column is { } known ? $"({SnapshotWriter.Quoted(known)} IS NULL OR {Sortable(SnapshotWriter.Quoted(known))} >= '{at[..19]}')" : "1";
                MemoryDatabase.Execute(database, $"UPDATE {name} SET {SnapshotWriter.Quoted(column.Name)} = NULL WHERE {late} AND {SnapshotWriter.Quoted(column.Name)} NOT IN ({initial});");
            }
        }

        if (tables.Any(static table => table.Name == "patient" && table.Columns.Any(static column => column.Name == "age_years") && table.Columns.Any(static column => column.Name == "birth_date")))
        {
            SetAge(database, earlier);
        }

        return piece.TakeBytes();
    }

    // Times of other makers stand as they wrote them: a blank for the T, no zone, a date for its whole day.
    private static string Sortable(string column) => $"CASE length({column}) WHEN 10 THEN {column} || 'T23:59:59' ELSE replace(substr({column}, 1, 19), ' ', 'T') END";

    private static void SetAge(sqlite3 database, CutoffTime earlier)
    {
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, "SELECT row, birth_date FROM patient", out sqlite3_stmt patients));
        List<string> updates = [];
        using (patients)
        {
            while (raw.sqlite3_step(patients) == raw.SQLITE_ROW)
            {
                string? born = raw.sqlite3_column_text(patients, 1).utf8_to_string();
                object? age = born is not null && FhirTime.Parse(System.Text.Encoding.UTF8.GetBytes(born)) is { } time
                    ? Age.Years(time.Start.UtcDateTime, earlier.Instant.UtcDateTime)
                    : null;
                string value = age is long years ? years.ToString(CultureInfo.InvariantCulture) : "NULL";
                updates.Add($"UPDATE patient SET age_years = {value} WHERE row = {raw.sqlite3_column_int64(patients, 0)};");
            }
        }

        updates.ForEach(update => MemoryDatabase.Execute(database, update));
    }
}
