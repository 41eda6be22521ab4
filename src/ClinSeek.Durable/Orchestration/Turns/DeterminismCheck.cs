using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Compares what history says was scheduled with what the replayed code has scheduled under the same id.</summary>
internal static class DeterminismCheck
{
    /// <summary>The engine's own timer that splits a large batch of actions; not the orchestrator's.</summary>
    internal const int BatchSplitTimerId = -100;

    /// <summary>Confirms the pending action that the event records; the failure where there is no such action.</summary>
    internal static NonDeterministicOrchestrationException? Confirm(HistoryEvent recorded, PendingActions pending)
    {
        if (recorded.EventTypeCase == HistoryEvent.EventTypeOneofCase.TimerCreated && recorded.EventId == BatchSplitTimerId)
            return null;
        var action = pending.Take(recorded.EventId);
        if (action is null)
            return new(TurnMessages.NothingScheduled(Describe(recorded)));
        return Matches(recorded, action) ? null : new(TurnMessages.SomethingElse(Describe(recorded), Describe(action)));
    }

    private static bool Matches(HistoryEvent recorded, OrchestratorAction action) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled => action.ScheduleTask is { } task && Same(task.Name, recorded.TaskScheduled.Name),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated =>
            action.CreateSubOrchestration is { } child && Same(child.Name, recorded.SubOrchestrationInstanceCreated.Name),
        HistoryEvent.EventTypeOneofCase.TimerCreated => action.CreateTimer is not null,
        HistoryEvent.EventTypeOneofCase.EventSent => action.SendEvent is { } sent && Same(sent.Name, recorded.EventSent.Name),
        _ => false,
    };

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Describe(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled =>
            $"activity '{recorded.TaskScheduled.Name}' (version '{recorded.TaskScheduled.Version}') with id {recorded.EventId}",
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated =>
            $"sub-orchestration '{recorded.SubOrchestrationInstanceCreated.Name}' (version '{recorded.SubOrchestrationInstanceCreated.Version}', "
            + $"instance '{recorded.SubOrchestrationInstanceCreated.InstanceId}') with id {recorded.EventId}",
        HistoryEvent.EventTypeOneofCase.TimerCreated => $"a timer with id {recorded.EventId}",
        HistoryEvent.EventTypeOneofCase.EventSent =>
            $"event '{recorded.EventSent.Name}' sent to instance '{recorded.EventSent.InstanceId}' with id {recorded.EventId}",
        _ => $"{recorded.EventTypeCase} with id {recorded.EventId}",
    };

    private static string Describe(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => $"activity '{action.ScheduleTask.Name}'",
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => $"sub-orchestration '{action.CreateSubOrchestration.Name}'",
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => "a timer",
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => $"event '{action.SendEvent.Name}' to be sent",
        _ => action.OrchestratorActionTypeCase.ToString(),
    };
}
