using System.Globalization;
using System.Text.Json;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Orchestration.Turns;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Client;

/// <summary>The reading half of a client over a hub file: committed state, over a connection of its own.</summary>
public abstract class HubReadingClient : DurableTaskClient
{
    private readonly HubReader reader;

    private protected HubReadingClient(string path, JsonSerializerOptions? serializerOptions)
    {
        reader = HubReader.Open(path);
        SerializerOptions = serializerOptions;
    }

    private protected JsonSerializerOptions? SerializerOptions { get; }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellationToken.ThrowIfCancellationRequested();
        var row = reader.Instance(instanceId, getInputsAndOutputs);
        return Task.FromResult(row is null ? null : Metadata(row, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.PageSize, nameof(filter));
        return new AsyncPageable<OrchestrationMetadata>((token, _) => Task.FromResult(ReadPage(query, token)), query.ContinuationToken);
    }

    public override Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellationToken.ThrowIfCancellationRequested();
        return reader.Instance(instanceId, withTexts: false) is { } row
            ? Task.FromResult<IReadOnlyList<HistoryEvent>>(reader.History(row.Key))
            : Task.FromException<IReadOnlyList<HistoryEvent>>(new OrchestrationNotFoundException(instanceId));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, status => status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellationToken);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, status => !InstanceStatus.IsUnfinished((OrchestrationStatus)status), getInputsAndOutputs, cancellationToken);

    public override ValueTask DisposeAsync()
    {
        reader.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A task that ends when it is worth to look at the instance again. Called before each look.</summary>
    private protected abstract Task NextChangeAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="NextChangeAsync"/> began; others who wait for the same instance look again.</summary>
    private protected virtual void ForgetChange(string instanceId)
    {
    }

    private protected IReadOnlyList<(long Key, string InstanceId)> Find(InstanceFilter filter) =>
        reader.Instances(filter).ConvertAll(row => (row.Key, row.InstanceId));

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationRuntimeStatus, bool> reached, bool withTexts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = NextChangeAsync(instanceId, cancellationToken);
            var found = await GetInstanceAsync(instanceId, withTexts, cancellationToken);
            if (found is not null && !reached(found.RuntimeStatus))
            {
                await change;
                continue;
            }
            // Perhaps nothing will ever change here again, so this wait must leave nothing behind.
            ForgetChange(instanceId);
            return found ?? throw new OrchestrationNotFoundException(instanceId);
        }
    }

    private Page<OrchestrationMetadata> ReadPage(OrchestrationQuery query, string? token)
    {
        var after = 0L;
        if (token is not null && !long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            throw new ArgumentException($"'{token}' is not a continuation token of this hub.", nameof(query));

        var rows = reader.Instances(new InstanceFilter
        {
            Prefix = query.InstanceIdPrefix,
            CreatedFrom = query.CreatedFrom?.UtcDateTime,
            CreatedTo = query.CreatedTo?.UtcDateTime,
            Statuses = query.Statuses?.Select(status => (OrchestrationStatus)status).ToArray(),
            AfterKey = after,
            Limit = query.PageSize + 1,
            WithTexts = query.FetchInputsAndOutputs,
        });
        var more = rows.Count > query.PageSize;
        var values = rows.Take(query.PageSize).Select(row => Metadata(row, query.FetchInputsAndOutputs)).ToArray();
        return new Page<OrchestrationMetadata>(values, more ? rows[query.PageSize - 1].Key.ToString(CultureInfo.InvariantCulture) : null);
    }

    private OrchestrationMetadata Metadata(InstanceRow row, bool withTexts) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.Status,
        CreatedAt = row.CreatedAt,
        LastUpdatedAt = row.UpdatedAt,
        SerializedInput = row.Input,
        SerializedOutput = row.Output,
        SerializedCustomStatus = withTexts ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : FailureMapper.FromProtocol(row.Failure),
        Version = string.IsNullOrEmpty(row.Version) ? null : row.Version,
        Tags = row.Tags ?? new Dictionary<string, string>(),
        ParentInstanceId = row.Parent?.OrchestrationInstance.InstanceId,
        ExecutionId = row.ExecutionId,
        SerializerOptions = SerializerOptions,
    };
}
