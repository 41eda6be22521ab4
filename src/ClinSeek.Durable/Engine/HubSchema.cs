using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// The layout of a hub file. History grows at its end (one row a turn, however many events the turn has), so that a group
/// of turns of many instances touches few pages; the rows of open work are small and point into it.
/// </summary>
internal static class HubSchema
{
    /// <summary>Kept in <c>PRAGMA user_version</c>. A hub of another version is refused, never guessed at.</summary>
    public const int Version = 1;

    /// <summary>Kept in <c>PRAGMA application_id</c>: "CLSK".</summary>
    public const int ApplicationId = 0x434C534B;

    private const string Create = """
        CREATE TABLE owner (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          token TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL,
          started_at INTEGER NOT NULL, heartbeat_at INTEGER NOT NULL);

        -- Times are UTC in units of 100 ns since year 1. status is the protocol's OrchestrationStatus.
        CREATE TABLE instances (
          key INTEGER PRIMARY KEY,
          instance_id TEXT NOT NULL UNIQUE,
          execution_id TEXT NOT NULL, name TEXT NOT NULL, version TEXT,
          status INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, start_at INTEGER,
          parent_id TEXT, parent BLOB, tags TEXT,
          custom_status TEXT, custom_status_inherited INTEGER NOT NULL DEFAULT 0,
          output TEXT, failure BLOB, input TEXT);
        CREATE INDEX instances_unfinished ON instances (key) WHERE status IN (0, 6, 7);
        CREATE INDEX instances_children ON instances (parent_id) WHERE parent_id IS NOT NULL;

        -- One row a turn: [OrchestratorStarted, received events, scheduled events, OrchestratorCompleted].
        CREATE TABLE history (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, at INTEGER NOT NULL, events BLOB NOT NULL);
        CREATE INDEX history_instance ON history (instance);

        -- Events that wait for a turn. id 0 is the opening of an execution: ExecutionStarted and what it carries over.
        CREATE TABLE messages (instance INTEGER NOT NULL, id INTEGER NOT NULL, events BLOB NOT NULL,
          PRIMARY KEY (instance, id)) WITHOUT ROWID;

        -- Activities without a recorded result; the call itself stands in the named row of history.
        CREATE TABLE activities (instance INTEGER NOT NULL, event_id INTEGER NOT NULL, history INTEGER NOT NULL,
          PRIMARY KEY (instance, event_id)) WITHOUT ROWID;

        CREATE TABLE timers (instance INTEGER NOT NULL, event_id INTEGER NOT NULL, fire_at INTEGER NOT NULL,
          PRIMARY KEY (instance, event_id)) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables in an empty file; refuses a file that is not a hub of this version.</summary>
    public static void Ensure(SqliteConnection connection, string path)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_master") != 0)
        {
            Check(connection, path);
            return;
        }

        using var transaction = connection.BeginTransaction();
        Execute(connection, Create);
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        transaction.Commit();
    }

    /// <summary>Refuses a file that is not a hub of this version.</summary>
    public static void Check(SqliteConnection connection, string path)
    {
        var version = Scalar(connection, "PRAGMA user_version");
        var application = Scalar(connection, "PRAGMA application_id");
        if (version == Version && application == ApplicationId)
            return;
        throw new EngineStorageException(path,
            application == ApplicationId ? $"has format version {version}; this program reads version {Version}" : "is not a task hub",
            "Use the program that wrote it, or give this one a hub file of its own.");
    }

    /// <summary>Readers beside the writer, and one sync a commit, need the write-ahead log; a network share cannot have one.</summary>
    public static void UseWriteAheadLog(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is not "wal")
            throw new EngineStorageException(path, "is on a volume that cannot hold a write-ahead log", "Put it on a local disk.");
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
