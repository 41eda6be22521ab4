using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>Events as the engine writes them. Everything that is no schedule of the orchestrator has the id -1.</summary>
internal static class Events
{
    public static HistoryEvent At(DateTime now, HistoryEvent happened, int id = -1)
    {
        happened.EventId = id;
        happened.Timestamp = Timestamp.FromDateTime(now);
        return happened;
    }

    public static HistoryEvent TurnStarted(DateTime now) => At(now, new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() });

    public static HistoryEvent TurnCompleted(DateTime now) => At(now, new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() });

    public static HistoryEvent Raised(DateTime now, string name, string? input) =>
        At(now, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = name, Input = input } });

    public static HistoryEvent Terminated(DateTime now, string? reason) =>
        At(now, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = reason } });

    public static HistoryEvent Suspended(DateTime now, string? reason) =>
        At(now, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason } });

    public static HistoryEvent Resumed(DateTime now, string? reason) =>
        At(now, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = reason } });

    public static HistoryEvent TaskCompleted(DateTime now, int task, string? result) =>
        At(now, new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = task, Result = result } });

    public static HistoryEvent TaskFailed(DateTime now, int task, TaskFailureDetails? failure) =>
        At(now, new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = task, FailureDetails = failure } });

    public static HistoryEvent TimerFired(DateTime now, int timer, Timestamp fireAt) =>
        At(now, new HistoryEvent { TimerFired = new TimerFiredEvent { TimerId = timer, FireAt = fireAt } });

    public static HistoryEvent ChildCompleted(DateTime now, int task, string? result) => At(now, new HistoryEvent
    {
        SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = task, Result = result },
    });

    public static HistoryEvent ChildFailed(DateTime now, int task, TaskFailureDetails? failure) => At(now, new HistoryEvent
    {
        SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = task, FailureDetails = failure },
    });
}
