using ClinSeek.Durable.Protocol;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// The writing side of a hub: one connection, used by one thread at a time (at start by the starter, then by the
/// committer). Every change happens between <see cref="Begin"/> and <see cref="Commit"/>.
/// </summary>
internal sealed partial class HubStore : IDisposable
{
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly List<SqliteStatement> statements = [];
    private string? ownerToken;
    private long nextKey, nextHistory, nextMessage;

    private HubStore(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
    }

    /// <summary>Opens the hub for writing, creating it where absent.</summary>
    public static HubStore Open(string path, long? maximumPages)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            HubSchema.UseWriteAheadLog(connection, path);
            HubSchema.Execute(connection, """
                PRAGMA busy_timeout = 5000;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA cache_size = -65536;
                PRAGMA temp_store = MEMORY;
                """);
            HubSchema.Ensure(connection, path);
            if (maximumPages is { } pages)
                HubSchema.Execute(connection, $"PRAGMA max_page_count = {pages}");
            var store = new HubStore(path, connection);
            store.Prepare();
            return store;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw EngineStorageException.From(path, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => begin.Run();

    /// <summary>Makes the transaction durable, unless the hub has been taken over by another owner meanwhile.</summary>
    public void Commit() => commit.Run();

    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            rollback.Run();
    }

    /// <summary>Fails where another process has become the owner: nothing of this one may be committed any more.</summary>
    public void VerifyOwner()
    {
        var token = readOwnerToken.Read() ? readOwnerToken.Text(0) : null;
        readOwnerToken.Reset();
        if (token != ownerToken)
            throw new HubInUseException(path, "another process, which has taken it over");
    }

    public void TakeOwnership(HubOwner owner)
    {
        ownerToken = owner.Token;
        writeOwner.Bind(1, owner.Token).Bind(2, owner.Host).Bind(3, owner.ProcessId).Bind(4, owner.StartedAt.Ticks)
            .Bind(5, owner.HeartbeatAt.Ticks).Run();
    }

    public void Heartbeat(DateTime now) => writeHeartbeat.Bind(1, now.Ticks).Run();

    /// <summary>Gives the hub back at an orderly stop.</summary>
    public void ReleaseOwnership() => deleteOwner.Run();

    /// <summary>Finds an instance, including those written earlier in this transaction.</summary>
    public (long Key, OrchestrationStatus Status, string ExecutionId)? Find(string instanceId)
    {
        find.Bind(1, instanceId);
        if (!find.Read())
            return null;

        var found = (find.Int64(0), (OrchestrationStatus)find.Int64(1), find.Text(2)!);
        find.Reset();
        return found;
    }

    /// <summary>Unfinished children of an instance.</summary>
    public List<long> UnfinishedChildren(string parentId)
    {
        var found = new List<long>();
        children.Bind(1, parentId);
        while (children.Read())
            found.Add(children.Int64(0));
        return found;
    }

    /// <summary>Adds an instance with the events that open it; the key of the row is given out here.</summary>
    public InstanceRow Insert(InstanceRow row, byte[] opening)
    {
        var added = row with { Key = nextKey++ };
        insertInstance.Bind(1, added.Key).Bind(2, added.InstanceId).Bind(3, added.ExecutionId).Bind(4, added.Name).Bind(5, added.Version)
            .Bind(6, (long)added.Status).Bind(7, added.CreatedAt.Ticks).Bind(8, added.UpdatedAt.Ticks);
        _ = added.StartAt is { } startAt ? insertInstance.Bind(9, startAt.Ticks) : insertInstance.Bind(9, (string?)null);
        insertInstance.Bind(10, added.Parent?.OrchestrationInstance.InstanceId).Bind(11, added.Parent?.ToByteArray())
            .Bind(12, TagsText.Write(added.Tags)).Bind(13, added.Input).Run();
        PutMessage(added.Key, 0, opening);
        return added;
    }

    /// <summary>Removes an instance and all that belongs to it.</summary>
    public void Delete(long key)
    {
        ClearWork(key);
        DeleteHistory(key);
        deleteInstance.Bind(1, key).Run();
    }

    public long AppendHistory(long key, DateTime at, byte[] events)
    {
        var id = nextHistory++;
        insertHistory.Bind(1, id).Bind(2, key).Bind(3, at.Ticks).Bind(4, events).Run();
        return id;
    }

    public void DeleteHistory(long key) => deleteHistory.Bind(1, key).Run();

    /// <summary>Adds an event that waits for a turn; returns the message's id.</summary>
    public long AddMessage(long key, HistoryEvent message)
    {
        var id = nextMessage++;
        PutMessage(key, id, EventBatch.Encode([message]));
        return id;
    }

    public void PutMessage(long key, long id, byte[] events) => insertMessage.Bind(1, key).Bind(2, id).Bind(3, events).Run();

    public void DeleteMessage(long key, long id) => deleteMessage.Bind(1, key).Bind(2, id).Run();

    public void AddActivity(long key, int eventId, long history) => insertActivity.Bind(1, key).Bind(2, eventId).Bind(3, history).Run();

    public void DeleteActivity(long key, int eventId) => deleteActivity.Bind(1, key).Bind(2, eventId).Run();

    public void AddTimer(long key, int eventId, DateTime fireAt) => insertTimer.Bind(1, key).Bind(2, eventId).Bind(3, fireAt.Ticks).Run();

    public void DeleteTimer(long key, int eventId) => deleteTimer.Bind(1, key).Bind(2, eventId).Run();

    /// <summary>Removes everything that waits: messages, activities, timers.</summary>
    public void ClearWork(long key)
    {
        clearMessages.Bind(1, key).Run();
        clearActivities.Bind(1, key).Run();
        clearTimers.Bind(1, key).Run();
    }

    /// <summary>Removes what waits of one execution, keeping the messages, which belong to the instance.</summary>
    public void ClearExecution(long key)
    {
        clearActivities.Bind(1, key).Run();
        clearTimers.Bind(1, key).Run();
        DeleteHistory(key);
    }

    public void Update(InstanceChange change) => updateInstance
        .Bind(1, (long)change.Status).Bind(2, change.ExecutionId).Bind(3, change.Version).Bind(4, change.CustomStatus)
        .Bind(5, change.CustomStatusInherited ? 1 : 0).Bind(6, change.At.Ticks).Bind(7, change.Key).Run();

    public void Finish(long key, string? output, Protocol.TaskFailureDetails? failure) =>
        finishInstance.Bind(1, output).Bind(2, failure?.ToByteArray()).Bind(3, key).Run();

    public void SetInput(long key, string? input) => updateInput.Bind(1, input).Bind(2, key).Run();

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        connection.Dispose();
    }
}
