using System.Globalization;
using ClinSeek.Ehr.Database.Maps;
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
    public static byte[] Narrow(ReadOnlyMemory<byte> snapshot, CutoffTime earlier)
    {
        using sqlite3 database = Copy(snapshot.Span);
        string at = FhirTime.Render(earlier.Instant);
        foreach (PatientTable table in PatientTables.All)
        {
            TableTimePolicy policy = TimePolicy.BuiltIn.Tables[table.Name];
            if (policy.Sources.Values.All(static source => source.Always is null))
            {
                MemoryDatabase.Execute(database, $"DELETE FROM {table.Name} WHERE available_time IS NULL OR available_time >= '{at}';");
            }

            // Time columns last: the status beside them is judged by them.
            foreach ((string column, ColumnTimePolicy rule) in policy.Columns
                .Where(static pair => !pair.Value.Shown).OrderBy(static pair => pair.Key == pair.Value.Column))
            {
                string initial = string.Join(',', rule.Initial.Select(static value => $"'{value}'"));
                string late = rule.Column is null ? "1" : $"({rule.Column} IS NULL OR {rule.Column} >= '{at}')";
                MemoryDatabase.Execute(database, $"UPDATE {table.Name} SET {column} = NULL WHERE {late} AND {column} NOT IN ({initial});");
            }
        }

        SetAge(database, earlier);
        return MemoryDatabase.Serialize(database);
    }

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
                    ? PatientMap.Years(time.Start.UtcDateTime, earlier.Instant.UtcDateTime)
                    : null;
                string value = age is long years ? years.ToString(CultureInfo.InvariantCulture) : "NULL";
                updates.Add($"UPDATE patient SET age_years = {value} WHERE row = {raw.sqlite3_column_int64(patients, 0)};");
            }
        }

        updates.ForEach(update => MemoryDatabase.Execute(database, update));
    }

    private static sqlite3 Copy(ReadOnlySpan<byte> snapshot)
    {
        const int FreeOnClose = 1;
        const int Resizeable = 2;
        sqlite3 database = MemoryDatabase.Create();
        IntPtr bytes = raw.sqlite3_malloc64(snapshot.Length);
        unsafe
        {
            snapshot.CopyTo(new Span<byte>((void*)bytes, snapshot.Length));
        }

        MemoryDatabase.Check(database, raw.sqlite3_deserialize(database, "main", bytes, snapshot.Length, snapshot.Length, FreeOnClose | Resizeable));
        MemoryDatabase.Execute(database, "PRAGMA temp_store=MEMORY; PRAGMA journal_mode=OFF;");
        return database;
    }
}
