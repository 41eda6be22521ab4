using SQLitePCL;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// One prepared statement of the writer, used without ADO.NET: a group commit runs tens of thousands of them a second.
/// Parameters count from 1, columns from 0. Not thread safe.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly string path;
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(string path, sqlite3 database, string sql)
    {
        this.path = path;
        this.database = database;
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement);
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    public SqliteStatement Bind(int index, long value)
    {
        return Bound(raw.sqlite3_bind_int64(statement, index, value));
    }

    public SqliteStatement Bind(int index, string? value)
    {
        return Bound(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, value));
    }

    public SqliteStatement Bind(int index, byte[]? value)
    {
        return Bound(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_blob(statement, index, value));
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw Error(code);
    }

    /// <summary>Moves to the next row; at the end the statement is ready to be run again.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;

        _ = raw.sqlite3_reset(statement);
        return code == raw.SQLITE_DONE ? false : throw Error(code);
    }

    public void Reset() => _ = raw.sqlite3_reset(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[]? Blob(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();

    // A value that was refused (too large) would leave that of the last run in its place.
    private SqliteStatement Bound(int code) => code == raw.SQLITE_OK ? this : throw Error(code);

    private EngineStorageException Error(int code) =>
        EngineStorageException.From(path, code, raw.sqlite3_errmsg(database).utf8_to_string());
}
