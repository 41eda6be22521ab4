using ClinSeek.Ehr.Database.Schema;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>Reads what a snapshot says of itself, before any guard is set.</summary>
internal static class SnapshotHeader
{
    public static long Number(sqlite3 database, string sql)
    {
        if (raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement) != raw.SQLITE_OK)
        {
            throw new InvalidDataException("The bytes are no patient database, or a damaged one. Build the snapshot again.");
        }

        using (statement)
        {
            return raw.sqlite3_step(statement) == raw.SQLITE_ROW
                ? raw.sqlite3_column_int64(statement, 0)
                : throw new InvalidDataException("The patient database is damaged. Build the snapshot again.");
        }
    }

    /// <summary>The tables, as it describes them itself.</summary>
    public static StoredTables.Description Description(sqlite3 database)
    {
        if (raw.sqlite3_prepare_v2(database, "SELECT tables FROM snapshot", out sqlite3_stmt statement) != raw.SQLITE_OK)
        {
            throw new InvalidDataException("The patient database is damaged. Build the snapshot again.");
        }

        using (statement)
        {
            return raw.sqlite3_step(statement) == raw.SQLITE_ROW
                ? StoredTables.Read(raw.sqlite3_column_blob(statement, 0))
                : throw new InvalidDataException("The patient database is damaged. Build the snapshot again.");
        }
    }
}
