using System.Globalization;
using SQLitePCL;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// One patient's database while it is written. It has another name until it is whole, so that a build that was cut leaves nothing that
/// looks finished. The key of a row is its record's number in the CSV file: where it comes from.
/// </summary>
internal sealed class BenchPatientFile : IDisposable
{
    private readonly string _path;
    private readonly Dictionary<string, (sqlite3_stmt Insert, int Columns)> _tables = new(StringComparer.Ordinal);
    private sqlite3? _database;

    public BenchPatientFile(string path)
    {
        _path = path;
        File.Delete(Unfinished);
    }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    private string Unfinished => _path + ".unfinished";

    /// <summary>Adds a row; a table comes to be with its first one.</summary>
    public void Add(string table, IReadOnlyList<(string Name, string Type)> columns, long number, IReadOnlyList<string?> cells)
    {
        sqlite3 database = _database ??= Open();
        if (!_tables.TryGetValue(table, out (sqlite3_stmt Insert, int Columns) known))
        {
            MemoryDatabase.Execute(database, $"CREATE TABLE {SnapshotWriter.Quoted(table)} ({string.Join(", ", columns.Select(static column => SnapshotWriter.Quoted(column.Name) + " " + column.Type))});");
            string sql = $"INSERT INTO {SnapshotWriter.Quoted(table)}(rowid, {string.Join(", ", columns.Select(static column => SnapshotWriter.Quoted(column.Name)))}) VALUES (?{string.Concat(Enumerable.Repeat(", ?", columns.Count))})";
            MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt insert));
            _tables[table] = known = (insert, columns.Count);
        }

        MemoryDatabase.Check(database, raw.sqlite3_bind_int64(known.Insert, 1, number));
        for (int place = 0; place < known.Columns; place++)
        {
            MemoryDatabase.Check(database, Bind(known.Insert, place + 2, columns[place].Type, cells[place]));
        }

        MemoryDatabase.Check(database, raw.sqlite3_step(known.Insert));
        MemoryDatabase.Check(database, raw.sqlite3_reset(known.Insert));
        Rows++;
    }

    /// <summary>Gives the file its name; none is left where there was no row.</summary>
    public void Finish()
    {
        if (_database is { } database)
        {
            MemoryDatabase.Execute(database, "COMMIT;");
            Dispose();
            File.Move(Unfinished, _path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((sqlite3_stmt insert, _) in _tables.Values)
        {
            insert.Dispose();
        }

        _tables.Clear();
        _database?.Dispose();
        _database = null;
    }

    private sqlite3 Open()
    {
        // Loads the native library first.
        MemoryDatabase.Create().Dispose();
        if (raw.sqlite3_open_v2(Unfinished, out sqlite3 database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null) != raw.SQLITE_OK)
        {
            database.Dispose();
            throw new IOException("A patient database cannot be written. Check the rights and the room of the output folder.");
        }

        MemoryDatabase.Execute(database, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;");
        return database;
    }

    // A value that is not of its column's type stays the text that it is.
    private static int Bind(sqlite3_stmt statement, int place, string type, string? cell) =>
        string.IsNullOrEmpty(cell) ? raw.sqlite3_bind_null(statement, place)
        : type == "INTEGER" && long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? raw.sqlite3_bind_int64(statement, place, whole)
        : type == "REAL" && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? raw.sqlite3_bind_double(statement, place, number)
        : raw.sqlite3_bind_text(statement, place, cell);
}
