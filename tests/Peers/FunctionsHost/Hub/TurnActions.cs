using ClinSeek.Durable.Protocol;
using Action = ClinSeek.Durable.Protocol.OrchestratorAction;
using ActionKind = ClinSeek.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>Turns an orchestrator's actions into events and effects.</summary>
internal static class TurnActions
{
    private const string FireAndForget = "FireAndForget";

    private const string ReservedTag = "MS_DurableFunctions_SourceInstanceId";

    /// <summary>Why the extension cannot take an action, or null.</summary>
    public static string? Refusal(Action action) => action.OrchestratorActionTypeCase switch
    {
        ActionKind.ScheduleTask when action.ScheduleTask.Tags.ContainsKey(ReservedTag) => $"The tag {ReservedTag} is reserved.",
        ActionKind.CreateSubOrchestration when action.CreateSubOrchestration.Tags.ContainsKey(ReservedTag) => $"The tag {ReservedTag} is reserved.",
        ActionKind.ScheduleTask or ActionKind.CreateSubOrchestration or ActionKind.CreateTimer or ActionKind.SendEvent or ActionKind.CompleteOrchestration => null,
        _ => $"Received unsupported action type {action.OrchestratorActionTypeCase}.",
    };

    public static void Apply(WorkItem work, IEnumerable<Action> actions, DateTime now, bool keepInputs)
    {
        foreach (Action action in actions)
        {
            switch (action.OrchestratorActionTypeCase)
            {
                case ActionKind.ScheduleTask:
                    Schedule(work, action, now, keepInputs);
                    break;
                case ActionKind.CreateSubOrchestration:
                    CreateChild(work, action, now);
                    break;
                case ActionKind.CreateTimer:
                    work.Past.Add(Events.At(now, new HistoryEvent { TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt } }, action.Id));
                    work.Timers.Add((work.Execution.ExecutionId, action.Id, action.CreateTimer.FireAt));
                    break;
                case ActionKind.SendEvent:
                    SendEventAction send = action.SendEvent;
                    work.Past.Add(Events.At(
                        now, new HistoryEvent { EventSent = new EventSentEvent { InstanceId = send.Instance.InstanceId, Name = send.Name, Input = send.Data } }, action.Id));
                    work.Sends.Add((send.Instance.InstanceId, Events.Raised(now, send.Name, send.Data)));
                    break;
                default:
                    work.Completion = action.CompleteOrchestration;
                    break;
            }
        }
    }

    private static void Schedule(WorkItem work, Action action, DateTime now, bool keepInputs)
    {
        ScheduleTaskAction task = action.ScheduleTask;
        var scheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = keepInputs ? task.Input : null };
        scheduled.Tags.Add(task.Tags);
        work.Past.Add(Events.At(now, new HistoryEvent { TaskScheduled = scheduled }, action.Id));
        work.Activities.Add(new ActivityMessage(work.Execution.InstanceId, work.Execution.ExecutionId, action.Id, task.Name, task.Input));
    }

    private static void CreateChild(WorkItem work, Action action, DateTime now)
    {
        CreateSubOrchestrationAction child = action.CreateSubOrchestration;
        Execution parent = work.Execution;
        string id = child.InstanceId is { Length: > 0 } given ? given : $"{parent.ExecutionId}:{action.Id:x}";
        work.Past.Add(Events.At(now, new HistoryEvent
        {
            SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = id, Name = child.Name, Version = child.Version, Input = child.Input },
        }, action.Id));

        var tags = new Dictionary<string, string>(parent.Tags);
        foreach ((string key, string value) in child.Tags)
        {
            tags[key] = value;
        }

        bool forgotten = tags.Remove(FireAndForget);
        work.Children.Add(new Execution
        {
            InstanceId = id,
            Name = child.Name,
            Version = child.Version ?? "",
            Input = child.Input,
            Tags = tags,
            Parent = forgotten ? null : new ParentInstanceInfo
            {
                TaskScheduledId = action.Id,
                Name = parent.Name,
                Version = parent.Version,
                OrchestrationInstance = parent.Address(),
            },
        });
    }
}
