using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// The work item of a turn: what it received, what it appended and what it sends, in one transaction. Encoding is done by
/// the turn's thread, so that the writer only writes.
/// </summary>
internal sealed class TurnCommit : CommitItem
{
    private readonly EngineRuntime runtime;
    private readonly InstanceState state;
    private readonly TurnBatch batch;
    private readonly TurnPlan plan;
    private readonly DateTime now;
    private readonly InstanceChange? change;
    private readonly InstanceRow? nextGeneration;
    private readonly List<HistoryEvent> opening = [];
    private readonly byte[] events;
    private readonly List<(long Key, InboxMessage Message)> deliveries = [];
    private readonly List<(InstanceRow Row, List<HistoryEvent> Opening)> opened = [];

    public TurnCommit(EngineRuntime runtime, InstanceState state, TurnBatch batch, TurnPlan plan, string? customStatus, DateTime now)
    {
        this.runtime = runtime;
        this.state = state;
        this.batch = batch;
        this.plan = plan;
        this.now = now;
        if (plan.ContinuesAsNew)
        {
            nextGeneration = NextGeneration(plan.Completion!);
            OpenNextGeneration(plan.Completion!);
            events = EventBatch.Encode(opening);
        }
        else
        {
            events = EventBatch.Encode([.. batch.Events, .. plan.Appended]);
        }
        change = Change(customStatus);
    }

    public override void Apply(HubStore store)
    {
        foreach (var id in batch.MessageIds)
            store.DeleteMessage(state.Key, id);

        if (nextGeneration is not null)
        {
            store.ClearExecution(state.Key);
            store.SetInput(state.Key, nextGeneration.Input);
            store.PutMessage(state.Key, 0, events);
        }
        else
        {
            Record(store);
        }

        if (change is not null)
            store.Update(change);
        if (plan.Finishes)
            Finish(store, plan.Completion!);
        foreach (var (eventId, row) in plan.Children)
            OpenChild(store, eventId, row);
        foreach (var (instanceId, message) in plan.Sends)
            Send(store, instanceId, message);
    }

    public override void Committed()
    {
        foreach (var (row, start) in opened)
            runtime.Open(row, start);
        foreach (var (key, message) in deliveries)
            runtime.Instances.Deliver(key, message);
        foreach (var (eventId, name, input) in plan.Activities)
            runtime.RunActivity(new ActivityCall(state, state.ExecutionId, eventId, name, input));
        foreach (var (eventId, fireAt) in plan.Timers)
            runtime.StartTimer(state, state.ExecutionId, eventId, fireAt);
        KeepOrDropSession();

        var starts = !state.IsStarted;
        if (nextGeneration is not null)
            runtime.Open(state, null, opening);
        state.EndTurn(change);
        if (plan.Finishes)
            runtime.Instances.Remove(state.Key);
        if (starts || plan.Finishes)
            runtime.Signals.Raise(state.InstanceId);
    }

    private void Record(HubStore store)
    {
        foreach (var item in batch.Events)
        {
            switch (item.EventTypeCase)
            {
                case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                    store.DeleteActivity(state.Key, item.TaskCompleted.TaskScheduledId);
                    break;
                case HistoryEvent.EventTypeOneofCase.TaskFailed:
                    store.DeleteActivity(state.Key, item.TaskFailed.TaskScheduledId);
                    break;
                case HistoryEvent.EventTypeOneofCase.TimerFired:
                    store.DeleteTimer(state.Key, item.TimerFired.TimerId);
                    break;
            }
        }

        var history = store.AppendHistory(state.Key, now, events);
        foreach (var (eventId, _, _) in plan.Activities)
            store.AddActivity(state.Key, eventId, history);
        foreach (var (eventId, fireAt) in plan.Timers)
            store.AddTimer(state.Key, eventId, fireAt);
    }

    private void Finish(HubStore store, CompleteOrchestrationAction completion)
    {
        store.ClearWork(state.Key);
        var failure = completion.FailureDetails;
        store.Finish(state.Key, failure is null ? completion.Result : $"{failure.ErrorType}: {failure.ErrorMessage}", failure);

        if (state.Parent is { } parent && store.Find(parent.OrchestrationInstance.InstanceId) is { } found &&
            InstanceStatus.IsUnfinished(found.Status) && found.ExecutionId == parent.OrchestrationInstance.ExecutionId)
        {
            AddMessage(store, found.Key, completion.OrchestrationStatus == OrchestrationStatus.Completed
                ? EngineEvents.ChildCompleted(now, parent.TaskScheduledId, completion.Result)
                : EngineEvents.ChildFailed(now, parent.TaskScheduledId, failure));
        }

        if (completion.OrchestrationStatus == OrchestrationStatus.Terminated && batch.Termination is { Recurse: true } termination)
            foreach (var child in store.UnfinishedChildren(state.InstanceId))
                AddMessage(store, child, EngineEvents.Terminated(now, termination.Input, recurse: true));
    }

    // A retried sub-orchestration reuses its id: the failed attempt makes way. One that still runs is not disturbed.
    private void OpenChild(HubStore store, int eventId, InstanceRow row)
    {
        if (store.Find(row.InstanceId) is { } existing)
        {
            if (InstanceStatus.IsUnfinished(existing.Status))
            {
                if (row.Parent is not null)
                {
                    AddMessage(store, state.Key, EngineEvents.ChildFailed(now, eventId, new Protocol.TaskFailureDetails
                    {
                        ErrorType = "OrchestrationAlreadyExists",
                        ErrorMessage = $"The instance '{row.InstanceId}' exists and has not finished. Give the sub-orchestration another instance id.",
                    }));
                }
                return;
            }
            store.Delete(existing.Key);
        }

        List<HistoryEvent> start = [EngineEvents.ExecutionStarted(row, now)];
        opened.Add((store.Insert(row, EventBatch.Encode(start)), start));
    }

    private void Send(HubStore store, string instanceId, HistoryEvent message)
    {
        if (store.Find(instanceId) is { } target && InstanceStatus.IsUnfinished(target.Status))
            AddMessage(store, target.Key, message);
    }

    private void AddMessage(HubStore store, long key, HistoryEvent message) =>
        deliveries.Add((key, InboxMessage.Stored(store.AddMessage(key, message), message)));

    private InstanceRow NextGeneration(CompleteOrchestrationAction completion) => new()
    {
        Key = state.Key,
        InstanceId = state.InstanceId,
        ExecutionId = TurnPlanner.NewExecutionId(),
        Name = state.Name,
        Version = completion.NewVersion ?? state.Version,
        Status = OrchestrationStatus.Running,
        CreatedAt = now,
        UpdatedAt = now,
        Parent = state.Parent,
        Tags = state.Tags,
        Input = completion.Result,
    };

    // Events keep the order in which they came: those buffered before the turn (which the worker sends to itself), those
    // of the turn that it left over, and then whatever waits in the inbox.
    private void OpenNextGeneration(CompleteOrchestrationAction completion)
    {
        opening.Add(EngineEvents.ExecutionStarted(nextGeneration!, now));
        opening.AddRange(plan.Sends.Where(send => send.InstanceId == state.InstanceId).Select(send => send.Message));
        opening.AddRange(completion.CarryoverEvents);
        // The turn that ended the execution may have taken the suspension out of the inbox with it: the instance stays suspended.
        if (batch.Suspension ?? state.Status == OrchestrationStatus.Suspended)
            opening.Add(EngineEvents.Suspended(now, null));
        plan.Sends.RemoveAll(send => send.InstanceId == state.InstanceId);
    }

    private InstanceChange? Change(string? customStatus)
    {
        var inherited = customStatus is null && state.CustomStatusInherited;
        var kept = inherited || (plan.Finishes && !state.IsStarted) ? state.CustomStatus : customStatus;
        if (nextGeneration is not null)
            inherited = kept is not null;

        var status = plan.Finishes ? plan.Completion!.OrchestrationStatus
            : batch.Suspension is { } suspended ? suspended ? OrchestrationStatus.Suspended : OrchestrationStatus.Running
            : state.Status == OrchestrationStatus.Pending ? OrchestrationStatus.Running
            : state.Status;

        if (state.IsStarted && nextGeneration is null && status == state.Status && kept == state.CustomStatus && inherited == state.CustomStatusInherited)
            return null;
        return new InstanceChange(state.Key, status, nextGeneration?.ExecutionId ?? state.ExecutionId,
            nextGeneration?.Version ?? state.Version, kept, inherited, now);
    }

    private void KeepOrDropSession()
    {
        if (plan.Completion is not null || batch.Suspension is not null || batch.Termination is not null || !runtime.Sessions.IsEnabled)
        {
            state.DropSession();
            runtime.Sessions.Forget(state.Key);
        }
        else
        {
            state.Appended = plan.Appended;
            runtime.Sessions.Touch(state);
        }
    }
}
