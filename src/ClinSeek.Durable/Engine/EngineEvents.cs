using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Engine;

/// <summary>The history events that an engine writes.</summary>
internal static class EngineEvents
{
    public static HistoryEvent OrchestratorStarted(DateTime at) => New(at, new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() });

    public static HistoryEvent OrchestratorCompleted(DateTime at) => New(at, new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() });

    public static HistoryEvent ExecutionStarted(InstanceRow row, DateTime at)
    {
        var started = new ExecutionStartedEvent
        {
            Name = row.Name,
            Version = row.Version ?? "",
            Input = row.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = row.InstanceId, ExecutionId = row.ExecutionId },
            ParentInstance = row.Parent,
        };
        if (row.StartAt is { } startAt)
            started.ScheduledStartTimestamp = Timestamp.FromDateTime(startAt);
        foreach (var (key, value) in row.Tags ?? new Dictionary<string, string>())
            started.Tags[key] = value;
        return New(at, new HistoryEvent { ExecutionStarted = started });
    }

    public static HistoryEvent TaskCompleted(DateTime at, int taskId, string? result) =>
        New(at, new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = taskId, Result = result } });

    public static HistoryEvent TaskFailed(DateTime at, int taskId, Protocol.TaskFailureDetails failure) =>
        New(at, new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = taskId, FailureDetails = failure } });

    public static HistoryEvent TimerFired(DateTime at, int timerId, DateTime fireAt) =>
        New(at, new HistoryEvent { TimerFired = new TimerFiredEvent { TimerId = timerId, FireAt = Timestamp.FromDateTime(fireAt) } });

    public static HistoryEvent EventRaised(DateTime at, string name, string? input) =>
        New(at, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = name, Input = input } });

    public static HistoryEvent Suspended(DateTime at, string? reason) =>
        New(at, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason } });

    public static HistoryEvent Resumed(DateTime at, string? reason) =>
        New(at, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = reason } });

    public static HistoryEvent Terminated(DateTime at, string? reason, bool recurse) =>
        New(at, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = reason, Recurse = recurse } });

    public static HistoryEvent ExecutionCompleted(DateTime at, int id, CompleteOrchestrationAction action) => New(at, new HistoryEvent
    {
        ExecutionCompleted = new ExecutionCompletedEvent
        {
            OrchestrationStatus = action.OrchestrationStatus,
            Result = action.Result,
            FailureDetails = action.FailureDetails,
        },
    }, id);

    public static HistoryEvent ChildCompleted(DateTime at, int taskId, string? result) => New(at, new HistoryEvent
    {
        SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = taskId, Result = result },
    });

    /// <summary>Its failure is null where the child was terminated: then nothing is known of it.</summary>
    public static HistoryEvent ChildFailed(DateTime at, int taskId, Protocol.TaskFailureDetails? failure) => New(at, new HistoryEvent
    {
        SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = taskId, FailureDetails = failure },
    });

    public static HistoryEvent New(DateTime at, HistoryEvent item, int id = -1)
    {
        item.EventId = id;
        item.Timestamp = Timestamp.FromDateTime(at);
        return item;
    }
}
