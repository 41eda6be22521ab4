namespace ClinSeek.Durable.Engine;

/// <summary>What the parts of a running engine share: the way from a commit to what follows from it.</summary>
internal sealed class EngineRuntime
{
    public required TimeProvider Time { get; init; }
    public required InstanceTable Instances { get; init; }
    public required TimerQueue Timers { get; init; }
    public required SessionCache Sessions { get; init; }
    public required InstanceSignals Signals { get; init; }

    /// <summary>Queues an activity call for execution.</summary>
    public required Action<ActivityCall> RunActivity { get; init; }

    /// <summary>Queues a turn.</summary>
    public required Action<InstanceState> RunTurn { get; init; }

    public DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    /// <summary>Takes up an instance whose row has just been committed.</summary>
    public void Open(InstanceRow row, IReadOnlyList<Protocol.HistoryEvent> opening)
    {
        var state = new InstanceState(row, isStarted: false, RunTurn);
        Instances.Add(state);
        Open(state, row.StartAt, opening);
    }

    public void Open(InstanceState state, DateTime? startAt, IReadOnlyList<Protocol.HistoryEvent> opening)
    {
        var message = InboxMessage.Opening(opening);
        if (startAt is { } at && at > UtcNow)
            Timers.Add(at, () => state.Deliver(message));
        else
            state.Deliver(message);
    }

    public void StartTimer(InstanceState state, string executionId, int timerId, DateTime fireAt)
    {
        Timers.Add(fireAt, () => state.Deliver(InboxMessage.Outcome(executionId, EngineEvents.TimerFired(UtcNow, timerId, fireAt))));
    }
}
