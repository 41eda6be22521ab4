namespace ClinSeek.Durable.Engine;

/// <content>The SQL of the writer, prepared once.</content>
internal sealed partial class HubStore
{
    private SqliteStatement begin = null!, commit = null!, rollback = null!;
    private SqliteStatement readOwnerToken = null!, writeOwner = null!, writeHeartbeat = null!, deleteOwner = null!;
    private SqliteStatement find = null!, children = null!, insertInstance = null!, updateInstance = null!;
    private SqliteStatement finishInstance = null!, updateInput = null!, deleteInstance = null!;
    private SqliteStatement insertHistory = null!, deleteHistory = null!;
    private SqliteStatement insertMessage = null!, deleteMessage = null!, clearMessages = null!;
    private SqliteStatement insertActivity = null!, deleteActivity = null!, clearActivities = null!;
    private SqliteStatement insertTimer = null!, deleteTimer = null!, clearTimers = null!;

    private void Prepare()
    {
        begin = Statement("BEGIN IMMEDIATE");
        commit = Statement("COMMIT");
        rollback = Statement("ROLLBACK");

        readOwnerToken = Statement("SELECT token FROM owner");
        writeOwner = Statement("INSERT OR REPLACE INTO owner (id, token, host, process, started_at, heartbeat_at) VALUES (1, ?1, ?2, ?3, ?4, ?5)");
        writeHeartbeat = Statement("UPDATE owner SET heartbeat_at = ?1");
        deleteOwner = Statement("DELETE FROM owner");

        find = Statement("SELECT key, status, execution_id FROM instances WHERE instance_id = ?1");
        children = Statement("SELECT key FROM instances WHERE parent_id = ?1 AND status IN (0, 6, 7)");
        insertInstance = Statement("""
            INSERT INTO instances (key, instance_id, execution_id, name, version, status, created_at, updated_at, start_at, parent_id, parent, tags, input)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
        updateInstance = Statement("""
            UPDATE instances SET status = ?1, execution_id = ?2, version = ?3, custom_status = ?4, custom_status_inherited = ?5, updated_at = ?6
            WHERE key = ?7
            """);
        finishInstance = Statement("UPDATE instances SET output = ?1, failure = ?2 WHERE key = ?3");
        updateInput = Statement("UPDATE instances SET input = ?1 WHERE key = ?2");
        deleteInstance = Statement("DELETE FROM instances WHERE key = ?1");

        insertHistory = Statement("INSERT INTO history (id, instance, at, events) VALUES (?1, ?2, ?3, ?4)");
        deleteHistory = Statement("DELETE FROM history WHERE instance = ?1");

        insertMessage = Statement("INSERT INTO messages (instance, id, events) VALUES (?1, ?2, ?3)");
        deleteMessage = Statement("DELETE FROM messages WHERE instance = ?1 AND id = ?2");
        clearMessages = Statement("DELETE FROM messages WHERE instance = ?1");

        insertActivity = Statement("INSERT INTO activities (instance, event_id, history) VALUES (?1, ?2, ?3)");
        deleteActivity = Statement("DELETE FROM activities WHERE instance = ?1 AND event_id = ?2");
        clearActivities = Statement("DELETE FROM activities WHERE instance = ?1");

        insertTimer = Statement("INSERT INTO timers (instance, event_id, fire_at) VALUES (?1, ?2, ?3)");
        deleteTimer = Statement("DELETE FROM timers WHERE instance = ?1 AND event_id = ?2");
        clearTimers = Statement("DELETE FROM timers WHERE instance = ?1");

        nextKey = Number("SELECT coalesce(max(key), 0) + 1 FROM instances");
        nextHistory = Number("SELECT coalesce(max(id), 0) + 1 FROM history");
        nextMessage = Number("SELECT coalesce(max(id), 0) + 1 FROM messages");
    }

    private SqliteStatement Statement(string sql)
    {
        var statement = new SqliteStatement(path, connection.Handle!, sql);
        statements.Add(statement);
        return statement;
    }

    private long Number(string sql)
    {
        using var statement = new SqliteStatement(path, connection.Handle!, sql);
        statement.Read();
        return statement.Int64(0);
    }
}
