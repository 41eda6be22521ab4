using System.Collections.Concurrent;
using System.Threading.Channels;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>
/// The durable state of an app: instances, their histories and inboxes, scheduled activities and timers. It outlives the host that
/// works on it, as storage does; the next host goes on from the last commits.
/// </summary>
public sealed class TaskHub : IDisposable
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly Channel<Instance> _turns = Channel.CreateUnbounded<Instance>();
    private readonly Channel<ActivityMessage> _activities = Channel.CreateUnbounded<ActivityMessage>();
    private readonly HubTimers _timers;
    private readonly Lock _starting = new();
    private long _number;

    public TaskHub() => _timers = new HubTimers(Clock);

    public HubClock Clock { get; } = new();

    /// <summary>
    /// How long a message lies in its queue before a host takes it; not at all unless a test asks for it. With the real extension on
    /// Azurite a turn follows its activity's end after 3 to 190 ms, 35 in the median.
    /// </summary>
    public Func<TimeSpan>? QueueDelay { get; init; }

    internal ChannelReader<Instance> Turns => _turns.Reader;

    internal ChannelReader<ActivityMessage> Activities => _activities.Reader;

    /// <summary>Starts an instance; gives its id. A finished instance of the same id is overwritten.</summary>
    /// <exception cref="InstanceExistsException">One of that id has not ended.</exception>
    public string Start(string orchestrator, string? input = null, string? instanceId = null, string? version = null)
    {
        var execution = new Execution { InstanceId = instanceId ?? Guid.NewGuid().ToString("N"), Name = orchestrator, Input = input, Version = version ?? "" };
        return Start(execution) ? execution.InstanceId : throw new InstanceExistsException(execution.InstanceId);
    }

    public InstanceView? Find(string instanceId) => _instances.TryGetValue(instanceId, out Instance? instance) ? instance.Read() : null;

    /// <summary>All instances, oldest first.</summary>
    public IReadOnlyList<InstanceView> List() => [.. _instances.Values.Select(static instance => instance.Read()).OrderBy(static view => view.Number)];

    public SignalOutcome Raise(string instanceId, string name, string? input) => Signal(instanceId, Events.Raised(Clock.Now(), name, input));

    public SignalOutcome Terminate(string instanceId, string? reason) => Signal(instanceId, Events.Terminated(Clock.Now(), reason));

    public SignalOutcome Suspend(string instanceId, string? reason) => Signal(instanceId, Events.Suspended(Clock.Now(), reason));

    public SignalOutcome Resume(string instanceId, string? reason) => Signal(instanceId, Events.Resumed(Clock.Now(), reason));

    /// <summary>Forgets an instance that has ended.</summary>
    public SignalOutcome Purge(string instanceId)
    {
        if (Find(instanceId) is not { } view)
        {
            return SignalOutcome.NotFound;
        }

        return view.IsFinished && _instances.TryRemove(instanceId, out _) ? SignalOutcome.Accepted : SignalOutcome.WrongState;
    }

    /// <summary>Waits until an instance has ended.</summary>
    public Task<InstanceView> WaitForEndAsync(string instanceId, CancellationToken cancellationToken) =>
        _instances.TryGetValue(instanceId, out Instance? instance)
            ? instance.Ended.WaitAsync(cancellationToken)
            : throw new ArgumentException($"There is no instance {instanceId}.", nameof(instanceId));

    public void Dispose() => _timers.Dispose();

    internal void Deliver(string instanceId, HistoryEvent happened, string? executionId = null)
    {
        if (QueueDelay is { } delay)
        {
            _timers.Add(Clock.Now() + delay(), () => Arrive(instanceId, happened, executionId));
        }
        else
        {
            Arrive(instanceId, happened, executionId);
        }
    }

    internal void Queue(Instance instance) => _turns.Writer.TryWrite(instance);

    internal void Queue(ActivityMessage activity) => _activities.Writer.TryWrite(activity);

    /// <summary>Commits a work item and sends what it asked for.</summary>
    internal void Commit(Instance instance, WorkItem work)
    {
        if (work.Completion is not null)
        {
            work.DropUnreachable();
        }

        bool more = instance.Commit(work, Clock.Now());
        foreach (ActivityMessage activity in work.Activities)
        {
            Queue(activity);
        }

        foreach (var (execution, id, fireAt) in work.Timers)
        {
            _timers.Add(fireAt.ToDateTime(), () => Deliver(instance.Id, Events.TimerFired(Clock.Now(), id, fireAt), execution));
        }

        foreach (Execution child in work.Children.Where(child => !Start(child)))
        {
            Notify(child.Parent, static (now, task) => Events.ChildFailed(now, task, null));
        }

        foreach (var (target, happened) in work.Sends)
        {
            Deliver(target, happened);
        }

        if (work.Completion is { } completion)
        {
            Notify(work.Execution.Parent, (now, task) => work.Status == OrchestrationStatus.Completed
                ? Events.ChildCompleted(now, task, completion.Result)
                : Events.ChildFailed(now, task, completion.FailureDetails));
        }

        if (more)
        {
            Queue(instance);
        }
    }

    private void Arrive(string instanceId, HistoryEvent happened, string? executionId)
    {
        if (_instances.TryGetValue(instanceId, out Instance? instance) && instance.Deliver(new HubMessage(happened, executionId)))
        {
            Queue(instance);
        }
    }

    private bool Start(Execution execution)
    {
        Instance instance;
        lock (_starting)
        {
            if (_instances.TryGetValue(execution.InstanceId, out Instance? present) && !present.Read().IsFinished)
            {
                return false;
            }

            instance = new Instance(execution, ++_number, Clock.Now());
            _instances[execution.InstanceId] = instance;
        }

        instance.Deliver(new HubMessage(execution.Started(Clock.Now())));
        Queue(instance);
        return true;
    }

    private SignalOutcome Signal(string instanceId, HistoryEvent happened)
    {
        if (Find(instanceId) is not { } view)
        {
            return SignalOutcome.NotFound;
        }

        if (view.IsFinished)
        {
            return SignalOutcome.WrongState;
        }

        Deliver(instanceId, happened);
        return SignalOutcome.Accepted;
    }

    private void Notify(ParentInstanceInfo? parent, Func<DateTime, int, HistoryEvent> ended)
    {
        if (parent is not null)
        {
            Deliver(parent.OrchestrationInstance.InstanceId, ended(Clock.Now(), parent.TaskScheduledId), parent.OrchestrationInstance.ExecutionId);
        }
    }
}
