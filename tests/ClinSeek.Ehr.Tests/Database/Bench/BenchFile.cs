using ClinSeek.Ehr.Database;
using SQLitePCL;

namespace ClinSeek.Ehr.Tests.Database.Bench;

/// <summary>Writes databases as ClinSeek-Bench has them: every column text, <c>nan</c> for nothing.</summary>
internal static class BenchFile
{
    public static string Write(string path, params (string Table, IReadOnlyDictionary<string, string>[] Rows)[] tables)
    {
        File.Delete(path);
        MemoryDatabase.Create().Dispose();
        raw.sqlite3_open_v2(path, out sqlite3 database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null).ShouldBe(raw.SQLITE_OK);
        using (database)
        {
            MemoryDatabase.Execute(database, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;");
            foreach ((string table, IReadOnlyDictionary<string, string>[] rows) in tables)
            {
                string[] columns = [.. rows.SelectMany(static row => row.Keys).Distinct()];
                MemoryDatabase.Execute(database, $"CREATE TABLE \"{table}\" ({string.Join(',', columns.Select(static column => $"\"{column}\" TEXT"))});");
                foreach (IReadOnlyDictionary<string, string> row in rows)
                {
                    string values = string.Join(',', columns.Select(column => "'" + row.GetValueOrDefault(column, "nan").Replace("'", "''", StringComparison.Ordinal) + "'"));
                    MemoryDatabase.Execute(database, $"INSERT INTO \"{table}\" VALUES ({values});");
                }
            }

            MemoryDatabase.Execute(database, "COMMIT;");
        }

        return path;
    }

    public static Dictionary<string, string> Row(params (string Column, string Value)[] cells) =>
        cells.ToDictionary(static cell => cell.Column, static cell => cell.Value, StringComparer.Ordinal);
}
