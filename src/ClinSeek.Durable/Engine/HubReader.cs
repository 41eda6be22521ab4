using System.Text.Json;
using ClinSeek.Durable.Protocol;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Engine;

/// <summary>The reading side of a hub: committed state only, beside the writer and without disturbing it. Thread safe.</summary>
internal sealed class HubReader : IDisposable
{
    private const string Columns = """
        i.key, i.instance_id, i.execution_id, i.name, i.version, i.status, i.created_at,
        max(i.updated_at, coalesce((SELECT h.at FROM history h WHERE h.instance = i.key ORDER BY h.id DESC LIMIT 1), 0)),
        i.start_at, i.parent, i.tags, i.custom_status, i.custom_status_inherited
        """;

    private readonly string path;
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand history;

    private HubReader(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
        history = connection.CreateCommand();
        history.CommandText = "SELECT events FROM history WHERE instance = $instance ORDER BY id";
        history.Parameters.Add("$instance", SqliteType.Integer);
    }

    /// <exception cref="EngineStorageException">The file is absent or cannot be read.</exception>
    public static HubReader Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            HubSchema.Check(connection, path);
            return new HubReader(path, connection);
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

    /// <summary>The recorded events of an instance's current execution, in order.</summary>
    public List<HistoryEvent> History(long key) => Read(() =>
    {
        var events = new List<HistoryEvent>();
        history.Parameters[0].Value = key;
        using var rows = history.ExecuteReader();
        while (rows.Read())
            EventBatch.Decode(rows.GetFieldValue<byte[]>(0), events);
        return events;
    });

    public InstanceRow? Instance(string instanceId, bool withTexts) =>
        Instances(new InstanceFilter { InstanceId = instanceId, WithTexts = withTexts, Limit = 1 }).FirstOrDefault();

    /// <summary>Instances by filter, in the order in which they were created.</summary>
    public List<InstanceRow> Instances(InstanceFilter filter) => Read(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns}{(filter.WithTexts ? ", i.output, i.failure, i.input" : ", NULL, i.failure, NULL")} FROM instances i WHERE {filter.Apply(command)} ORDER BY i.key LIMIT {filter.Limit}";
        using var rows = command.ExecuteReader();
        var found = new List<InstanceRow>();
        while (rows.Read())
            found.Add(Row(rows));
        return found;
    });

    /// <summary>Who owns the hub, as far as recorded.</summary>
    public HubOwner? Owner() => Read(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT token, host, process, started_at, heartbeat_at FROM owner";
        using var rows = command.ExecuteReader();
        return rows.Read()
            ? new HubOwner(rows.GetString(0), rows.GetString(1), rows.GetInt32(2), Utc(rows.GetInt64(3)), Utc(rows.GetInt64(4)))
            : null;
    });

    /// <summary>Runs over the rows of a query.</summary>
    public void ForEach(string sql, Action<SqliteDataReader> row) => Read(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
            row(rows);
        return 0;
    });

    public static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);

    public void Dispose()
    {
        lock (gate)
        {
            history.Dispose();
            connection.Dispose();
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            try
            {
                return read();
            }
            catch (SqliteException exception)
            {
                throw EngineStorageException.From(path, exception);
            }
            catch (Exception exception) when (exception is InvalidProtocolBufferException or JsonException or InvalidCastException or InvalidDataException or KeyNotFoundException)
            {
                throw EngineStorageException.Damaged(path, exception);
            }
        }
    }

    private static InstanceRow Row(SqliteDataReader row) => new()
    {
        Key = row.GetInt64(0),
        InstanceId = row.GetString(1),
        ExecutionId = row.GetString(2),
        Name = row.GetString(3),
        Version = Text(row, 4),
        Status = (OrchestrationStatus)row.GetInt32(5),
        CreatedAt = Utc(row.GetInt64(6)),
        UpdatedAt = Utc(row.GetInt64(7)),
        StartAt = row.IsDBNull(8) ? null : Utc(row.GetInt64(8)),
        Parent = row.IsDBNull(9) ? null : ParentInstanceInfo.Parser.ParseFrom(row.GetFieldValue<byte[]>(9)),
        Tags = TagsText.Read(Text(row, 10)),
        CustomStatus = Text(row, 11),
        CustomStatusInherited = row.GetInt64(12) != 0,
        Output = Text(row, 13),
        Failure = row.IsDBNull(14) ? null : Protocol.TaskFailureDetails.Parser.ParseFrom(row.GetFieldValue<byte[]>(14)),
        Input = Text(row, 15),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
