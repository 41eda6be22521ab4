using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>The context of an orchestrator that is driven by history.</summary>
internal sealed class ReplayContext(ExecutionState state) : TaskOrchestrationContext
{
    private int guidCounter;
    private EntityFeature? entities;
    private ParentOrchestrationInstance? parent;

    public override TaskName Name => state.Started?.Name ?? string.Empty;

    public override string InstanceId => state.InstanceId;

    public override ParentOrchestrationInstance? Parent => state.Started?.ParentInstance is { } info
        ? parent ??= new ParentOrchestrationInstance(info.Name ?? string.Empty, info.OrchestrationInstance?.InstanceId ?? string.Empty)
        : null;

    public override DateTime CurrentUtcDateTime => state.CurrentUtcDateTime;

    public override bool IsReplaying => state.IsReplaying;

    public override string Version => state.Version;

    public override IReadOnlyDictionary<string, object?> Properties => ProtocolValues.ToObjects(state.Properties);

    public override IReadOnlyDictionary<string, string> Tags =>
        state.Started is { Tags.Count: > 0 } started ? started.Tags.AsReadOnly() : base.Tags;

    public override TaskOrchestrationEntityFeature Entities => entities ??= new EntityFeature(this, state);

    public override T? GetInput<T>() where T : default => JsonText.Read<T>(state.Started?.Input, state.Options.SerializerOptions);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name);
        var call = new CallSpecification(name, null, Write(input), options?.Version ?? state.Version, options?.Tags);
        return Call<TResult>(call, options?.Retry);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        state.Scheduler.EnsureInTurn();
        var wanted = (options as SubOrchestrationOptions)?.InstanceId;
        var instanceId = string.IsNullOrEmpty(wanted) ? NewGuid().ToString("N") : wanted;
        var call = new CallSpecification(orchestratorName, instanceId, Write(input), options?.Version ?? state.DefaultVersion, options?.Tags);
        return Call<TResult>(call, options?.Retry);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        // An unspecified kind is taken as UTC: the machine's time zone must not decide what a replay does.
        var target = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return IsTooLong(target)
            ? CreateLongTimer(target, cancellationToken)
            : StartTimer(target, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        state.Scheduler.EnsureInTurn();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var waiter = new EventWaiter<T>(eventName, state.Inbox, state.Scheduler);
        if (state.Inbox.TryTake(eventName, out var payload))
        {
            waiter.Deliver(payload, state.Options.SerializerOptions);
        }
        else
        {
            state.Inbox.Add(eventName, waiter);
            waiter.Watch(cancellationToken);
        }

        return waiter.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object? payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentNullException.ThrowIfNull(eventName);
        SendRawEvent(instanceId, eventName, Write(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        state.Scheduler.EnsureInTurn();
        state.CustomStatus = Write(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { PreserveUnprocessedEvents = preserveUnprocessedEvents }, newInput);

    public override void ContinueAsNew(ContinueAsNewOptions options, object? newInput = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        state.Scheduler.EnsureInTurn();
        var next = state.NextGeneration ??= new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew };
        next.Result = Write(newInput);
        next.NewVersion = options.NewVersion;
        if (!options.PreserveUnprocessedEvents)
            return;
        foreach (var (name, payload) in state.Inbox.TakeAll())
            SendRawEvent(InstanceId, name, payload);
    }

    public override Guid NewGuid()
    {
        state.Scheduler.EnsureInTurn();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, guidCounter++);
    }

    internal void SendRawEvent(string instanceId, string eventName, string? data)
    {
        state.Scheduler.EnsureInTurn();
        state.Pending.Add(new OrchestratorAction
        {
            Id = state.TakeId(),
            SendEvent = new SendEventAction { Instance = new OrchestrationInstance { InstanceId = instanceId }, Name = eventName, Data = data },
        });
    }

    internal string? Write(object? value) => JsonText.Write(value, state.Options.SerializerOptions);

    private Task<TResult> Call<TResult>(CallSpecification call, TaskRetryOptions? retry)
    {
        state.Scheduler.EnsureInTurn();
        return retry is null ? Schedule<TResult>(call) : CallWithRetryAsync<TResult>(call, retry);
    }

    private Task<TResult> Schedule<TResult>(CallSpecification call)
    {
        state.Scheduler.EnsureInTurn();
        var id = state.TakeId();
        var open = new OpenCall<TResult>(id, call.Name, call.ChildInstanceId is null);
        state.OpenTasks.Add(id, open);
        state.Pending.Add(call.ToAction(id));
        return open.Task;
    }

    private async Task<TResult> CallWithRetryAsync<TResult>(CallSpecification call, TaskRetryOptions retry)
    {
        var firstAttempt = CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Schedule<TResult>(call);
            }
            catch (TaskFailedException failed)
            {
                if (retry.Policy is { } policy)
                {
                    if (RetrySchedule.NextDelay(policy, attempt, failed.FailureDetails, firstAttempt, CurrentUtcDateTime) is not { } delay)
                        throw;
                    await CreateTimer(CurrentUtcDateTime + delay, CancellationToken.None);
                }
                else if (!await retry.Handler!(new RetryContext(this, attempt + 1, failed.FailureDetails, CurrentUtcDateTime - firstAttempt)))
                {
                    throw;
                }
            }
        }
    }

    private bool IsTooLong(DateTime target) =>
        state.Options.MaximumTimerInterval > TimeSpan.Zero && target - CurrentUtcDateTime > state.Options.MaximumTimerInterval;

    private async Task CreateLongTimer(DateTime target, CancellationToken cancellationToken)
    {
        while (IsTooLong(target))
            await StartTimer(CurrentUtcDateTime + state.Options.MaximumTimerInterval, cancellationToken);
        await StartTimer(target, cancellationToken);
    }

    private Task StartTimer(DateTime fireAtUtc, CancellationToken cancellationToken)
    {
        state.Scheduler.EnsureInTurn();
        var id = state.TakeId();
        var timer = new OpenTimer(id, state.OpenTasks, state.Scheduler);
        state.OpenTasks.Add(id, timer);
        state.Pending.Add(new OrchestratorAction { Id = id, CreateTimer = new CreateTimerAction { FireAt = Timestamp.FromDateTime(fireAtUtc) } });
        timer.Watch(cancellationToken);
        return timer.Task;
    }
}
