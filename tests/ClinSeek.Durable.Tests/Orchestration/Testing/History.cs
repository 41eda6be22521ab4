using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Tests.Orchestration.Testing;

/// <summary>History events in short.</summary>
internal static class History
{
    public static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    public static HistoryEvent TurnStarted(DateTime at) => Event(new HistoryEvent { Timestamp = Timestamp.FromDateTime(at), OrchestratorStarted = new() });

    public static HistoryEvent TurnCompleted() => Event(new HistoryEvent { OrchestratorCompleted = new() });

    public static HistoryEvent Started(string name, string? inputJson = null, string version = "") => Event(new HistoryEvent
    {
        ExecutionStarted = new()
        {
            Name = name,
            Input = inputJson,
            Version = version,
            OrchestrationInstance = new() { InstanceId = "case-1", ExecutionId = "generation-1" },
        },
    });

    public static HistoryEvent Completed(int id, string? resultJson) =>
        Event(new HistoryEvent { TaskCompleted = new() { TaskScheduledId = id, Result = resultJson } });

    public static HistoryEvent Failed(int id, string message, bool isNonRetriable = false, string type = "System.IO.IOException") => Event(new HistoryEvent
    {
        TaskFailed = new()
        {
            TaskScheduledId = id,
            FailureDetails = new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = isNonRetriable },
        },
    });

    public static HistoryEvent ChildCompleted(int id, string? resultJson) =>
        Event(new HistoryEvent { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = id, Result = resultJson } });

    public static HistoryEvent ChildFailed(int id, string message) => Event(new HistoryEvent
    {
        SubOrchestrationInstanceFailed = new() { TaskScheduledId = id, FailureDetails = new() { ErrorType = "E", ErrorMessage = message } },
    });

    public static HistoryEvent Fired(int id) => Event(new HistoryEvent { TimerFired = new() { TimerId = id } });

    public static HistoryEvent Raised(string name, string? payloadJson = null) =>
        Event(new HistoryEvent { EventRaised = new() { Name = name, Input = payloadJson } });

    public static HistoryEvent Suspended() => Event(new HistoryEvent { ExecutionSuspended = new() { Input = "pause" } });

    public static HistoryEvent Resumed() => Event(new HistoryEvent { ExecutionResumed = new() { Input = "go on" } });

    public static HistoryEvent Terminated(string reason) => Event(new HistoryEvent { ExecutionTerminated = new() { Input = reason } });

    /// <summary>What the engine appends for an action.</summary>
    public static HistoryEvent? Recorded(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask =>
            new HistoryEvent { EventId = action.Id, TaskScheduled = new() { Name = action.ScheduleTask.Name, Version = action.ScheduleTask.Version } },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            new HistoryEvent { EventId = action.Id, SubOrchestrationInstanceCreated = new() { Name = action.CreateSubOrchestration.Name, InstanceId = action.CreateSubOrchestration.InstanceId } },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer =>
            new HistoryEvent { EventId = action.Id, TimerCreated = new() { FireAt = action.CreateTimer.FireAt } },
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
            new HistoryEvent { EventId = action.Id, EventSent = new() { Name = action.SendEvent.Name, InstanceId = action.SendEvent.Instance.InstanceId } },
        _ => null,
    };

    private static HistoryEvent Event(HistoryEvent historyEvent)
    {
        historyEvent.EventId = -1;
        return historyEvent;
    }
}
