using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>Turns the actions of an orchestrator into events and effects, as DurableTask.Core does.</summary>
internal static class TurnPlanner
{
    /// <summary>A tag that asks for a sub-orchestration whose end its parent is not told of.</summary>
    public const string FireAndForget = "FireAndForget";

    public static TurnPlan Plan(InstanceState state, IEnumerable<OrchestratorAction> actions, DateTime now)
    {
        var plan = new TurnPlan();
        foreach (var action in actions)
        {
            switch (action.OrchestratorActionTypeCase)
            {
                case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                    ScheduleTask(plan, action, now);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                    var fireAt = action.CreateTimer.FireAt;
                    plan.Appended.Add(EngineEvents.New(now, new HistoryEvent { TimerCreated = new TimerCreatedEvent { FireAt = fireAt } }, action.Id));
                    plan.Timers.Add((action.Id, fireAt.ToDateTime()));
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                    CreateChild(plan, state, action, now);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                    SendEvent(plan, state, action, now);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                    var termination = action.TerminateOrchestration;
                    plan.Sends.Add((termination.InstanceId, EngineEvents.Terminated(now, termination.Reason, termination.Recurse)));
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                    plan.Completion = action.CompleteOrchestration;
                    plan.Appended.Add(EngineEvents.ExecutionCompleted(now, action.Id, action.CompleteOrchestration));
                    break;
                default:
                    throw new InvalidOperationException($"The orchestrator answered with action {action.Id} of a kind that this engine does not know.");
            }
        }

        plan.Appended.Add(EngineEvents.OrchestratorCompleted(now));
        if (plan.Completion is not null)
            DropUnreachable(plan);
        return plan;
    }

    private static void ScheduleTask(TurnPlan plan, OrchestratorAction action, DateTime now)
    {
        var task = action.ScheduleTask;
        var scheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input, ParentTraceContext = task.ParentTraceContext };
        scheduled.Tags.Add(task.Tags);
        plan.Appended.Add(EngineEvents.New(now, new HistoryEvent { TaskScheduled = scheduled }, action.Id));
        plan.Activities.Add((action.Id, task.Name, task.Input));
    }

    private static void CreateChild(TurnPlan plan, InstanceState state, OrchestratorAction action, DateTime now)
    {
        var child = action.CreateSubOrchestration;
        var childId = child.InstanceId is { Length: > 0 } given ? given : $"{state.ExecutionId}:{action.Id:X8}";
        var created = new SubOrchestrationInstanceCreatedEvent { InstanceId = childId, Name = child.Name, Version = child.Version, Input = child.Input };
        created.Tags.Add(child.Tags);
        plan.Appended.Add(EngineEvents.New(now, new HistoryEvent { SubOrchestrationInstanceCreated = created }, action.Id));

        var tags = new Dictionary<string, string>(state.Tags ?? new Dictionary<string, string>());
        foreach (var (key, value) in child.Tags)
            tags[key] = value;
        var forgotten = tags.Remove(FireAndForget);
        plan.Children.Add((action.Id, new InstanceRow
        {
            Key = 0,
            InstanceId = childId,
            ExecutionId = NewExecutionId(),
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            Status = OrchestrationStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
            Tags = tags,
            Parent = forgotten ? null : new ParentInstanceInfo
            {
                TaskScheduledId = action.Id,
                Name = state.Name,
                Version = state.Version ?? "",
                OrchestrationInstance = new OrchestrationInstance { InstanceId = state.InstanceId, ExecutionId = state.ExecutionId },
            },
        }));
    }

    private static void SendEvent(TurnPlan plan, InstanceState state, OrchestratorAction action, DateTime now)
    {
        var send = action.SendEvent;
        var target = send.Instance.InstanceId;
        plan.Appended.Add(EngineEvents.New(now, new HistoryEvent { EventSent = new EventSentEvent { InstanceId = target, Name = send.Name, Input = send.Data } }, action.Id));
        if (!EntityReply.IsEntity(target))
            plan.Sends.Add((target, EngineEvents.EventRaised(now, send.Name, send.Data)));
        else if (EntityReply.To(target, send.Data, now) is { } answer)
            plan.Sends.Add((state.InstanceId, answer));
    }

    // An execution that ends waits for nothing: what it scheduled in the same turn stands in its history and is not done.
    // Only what is not answered to it (events, forgotten children of a success) still goes out.
    private static void DropUnreachable(TurnPlan plan)
    {
        plan.Activities.Clear();
        plan.Timers.Clear();
        plan.Children.RemoveAll(child => child.Row.Parent is not null);
    }

    public static string NewExecutionId() => Guid.NewGuid().ToString("N");
}
