using System.Buffers;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Client;

/// <summary>The client of a running embedded engine.</summary>
internal sealed class EngineDurableTaskClient(string path, EngineSession session, JsonSerializerOptions options) : HubReadingClient(path, options)
{
    private const int PurgeGroup = 100;

    private static readonly OrchestrationStatus[] Finished =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    private readonly EngineRuntime runtime = session.Runtime;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(orchestratorName.Name, nameof(orchestratorName));
        options ??= new StartOrchestrationOptions();
        var instanceId = options.InstanceId ?? Guid.NewGuid().ToString("N");
        if (string.IsNullOrWhiteSpace(instanceId) || EntityReply.IsEntity(instanceId))
            throw new ArgumentException($"'{instanceId}' cannot be an instance id: it must not be blank, and '@' begins the ids of entities.", nameof(options));
        if (!IsPlainText(instanceId))
            throw new ArgumentException("An instance id must hold no control characters and no broken characters (half of a surrogate pair).", nameof(options));

        var now = runtime.UtcNow;
        var row = new InstanceRow
        {
            Key = 0,
            InstanceId = instanceId,
            ExecutionId = TurnPlanner.NewExecutionId(),
            Name = orchestratorName.Name,
            Version = options.Version,
            Status = OrchestrationStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
            StartAt = options.StartAt?.UtcDateTime,
            Tags = options.Tags,
            Input = Serialize(input),
        };
        return Request(new StartCommit(runtime, row, [.. options.ReusableStatuses.Select(status => (OrchestrationStatus)status)]), cancellationToken);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Send(instanceId, EngineEvents.EventRaised(runtime.UtcNow, eventName, Serialize(eventPayload)), cancellationToken);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        Send(instanceId, EngineEvents.Suspended(runtime.UtcNow, reason), cancellationToken);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        Send(instanceId, EngineEvents.Resumed(runtime.UtcNow, reason), cancellationToken);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellationToken = default) =>
        Send(instanceId, EngineEvents.Terminated(runtime.UtcNow, options?.Reason, options?.Recursive ?? false), cancellationToken);

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await Request(new PurgeCommit(runtime, [instanceId]), cancellationToken));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var statuses = filter.Statuses is { Count: > 0 } asked
            ? Finished.Intersect(asked.Select(status => (OrchestrationStatus)status)).ToArray()
            : Finished;
        if (statuses.Length == 0)
            return new PurgeResult(0);

        var (purged, after) = (0, 0L);
        while (true)
        {
            var found = Find(new InstanceFilter
            {
                CreatedFrom = filter.CreatedFrom?.UtcDateTime,
                CreatedTo = filter.CreatedTo?.UtcDateTime,
                Statuses = statuses,
                AfterKey = after,
                Limit = PurgeGroup,
            });
            if (found.Count == 0)
                return new PurgeResult(purged);
            after = found[^1].Key;
            purged += await Request(new PurgeCommit(runtime, [.. found.Select(row => row.InstanceId)]), cancellationToken);
        }
    }

    private protected override Task NextChangeAsync(string instanceId, CancellationToken cancellationToken) =>
        runtime.Signals.NextAsync(instanceId).WaitAsync(cancellationToken);

    private protected override void ForgetChange(string instanceId) => runtime.Signals.Raise(instanceId);

    private Task<string> Send(string instanceId, HistoryEvent message, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Request(new MessageCommit(runtime, instanceId, message), cancellationToken);
    }

    // A request that has been posted cannot be taken back: cancelling gives up the wait for its answer only.
    private Task<TResult> Request<TResult>(RequestCommit<TResult> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        session.Post(request);
        return request.Answer.WaitAsync(cancellationToken);
    }

    private string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), SerializerOptions);

    private static bool IsPlainText(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done || Rune.IsControl(rune))
                return false;
            rest = rest[length..];
        }
        return true;
    }
}
