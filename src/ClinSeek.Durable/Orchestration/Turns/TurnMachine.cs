using System.Text.Json;
using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>
/// Feeds history into one execution and collects what its code wants done. State between turns is what makes a cached
/// session cheap; nothing here looks at an event twice.
/// </summary>
internal sealed class TurnMachine : IDisposable
{
    private readonly DurableTaskRegistry registry;
    private readonly ExecutionState state;
    private readonly ReplayContext context;
    private Task<object?>? execution;
    private List<HistoryEvent>? heldWhileSuspended;
    private OrchestratorAction? completion;
    private Exception? fatal;
    private bool isSuspended;
    private bool isBroken;

    internal TurnMachine(DurableTaskRegistry registry, DurableTaskWorkerOptions options, string instanceId)
    {
        this.registry = registry;
        state = new ExecutionState(instanceId, options);
        context = new ReplayContext(state);
    }

    internal string InstanceId => state.InstanceId;

    internal bool IsCompleted => completion is not null;

    internal TurnScheduler Scheduler => state.Scheduler;

    public void Dispose() => isBroken = true;

    internal OrchestratorResponse RunTurn(
        IEnumerable<HistoryEvent> pastEvents,
        IEnumerable<HistoryEvent> newEvents,
        IReadOnlyDictionary<string, Value>? properties,
        OrchestratorEntityParameters? entityParameters)
    {
        if (isBroken)
            throw new InvalidOperationException($"The session of instance '{InstanceId}' was disposed or its last turn threw. Open a new session from the full history.");
        if (IsCompleted)
            throw new InvalidOperationException($"The session of instance '{InstanceId}' has completed. Open a new session for the next execution.");
        if (properties is not null)
            state.Properties = properties;
        if (entityParameters is not null)
            state.EntityReorderWindow = entityParameters.EntityMessageReorderWindow?.ToTimeSpan() ?? TimeSpan.Zero;
        isBroken = true;
        OrchestratorResponse? response = null;
        state.Scheduler.RunTurn(() => response = Turn(pastEvents, newEvents));
        isBroken = false;
        return response!;
    }

    private OrchestratorResponse Turn(IEnumerable<HistoryEvent> pastEvents, IEnumerable<HistoryEvent> newEvents)
    {
        state.IsReplaying = true;
        Feed(pastEvents);
        state.IsReplaying = false;
        Feed(newEvents);
        if (state.Started is null && completion is null)
            return AnswerWithoutHistory();
        Conclude();
        return Answer();
    }

    private void Feed(IEnumerable<HistoryEvent> events)
    {
        foreach (var historyEvent in events)
        {
            if (completion is not null || fatal is not null)
                return;
            Feed(historyEvent);
        }
    }

    private void Feed(HistoryEvent historyEvent)
    {
        switch (historyEvent.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.OrchestratorStarted:
                state.CurrentUtcDateTime = historyEvent.Timestamp?.ToDateTime() ?? state.CurrentUtcDateTime;
                return;
            case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                isSuspended = true;
                return;
            case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                Resume();
                return;
            case HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                Complete(OrchestrationStatus.Terminated, historyEvent.ExecutionTerminated.Input, null);
                return;
        }

        if (isSuspended)
            (heldWhileSuspended ??= []).Add(historyEvent);
        else
            Apply(historyEvent);
    }

    private void Resume()
    {
        isSuspended = false;
        if (heldWhileSuspended is not { } held)
            return;
        heldWhileSuspended = null;
        foreach (var historyEvent in held)
            if (fatal is null)
                Apply(historyEvent);
    }

    private void Apply(HistoryEvent historyEvent)
    {
        switch (historyEvent.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                Start(historyEvent.ExecutionStarted);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
            case HistoryEvent.EventTypeOneofCase.EventSent:
                fatal = DeterminismCheck.Confirm(historyEvent, state.Pending);
                return;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                TakeCall(historyEvent.TaskCompleted.TaskScheduledId, isActivity: true)?.Complete(historyEvent.TaskCompleted.Result, state.Options);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskFailed:
                TakeCall(historyEvent.TaskFailed.TaskScheduledId, isActivity: true)?.Fail(Details(historyEvent.TaskFailed.FailureDetails));
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                TakeCall(historyEvent.SubOrchestrationInstanceCompleted.TaskScheduledId, isActivity: false)
                    ?.Complete(historyEvent.SubOrchestrationInstanceCompleted.Result, state.Options);
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                TakeCall(historyEvent.SubOrchestrationInstanceFailed.TaskScheduledId, isActivity: false)
                    ?.Fail(Details(historyEvent.SubOrchestrationInstanceFailed.FailureDetails));
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                if (state.OpenTasks.TryGetValue(historyEvent.TimerFired.TimerId, out var open) && open is OpenTimer timer)
                {
                    state.OpenTasks.Remove(timer.Id);
                    timer.Fire();
                }

                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                Raise(historyEvent);
                break;
            default:
                // Markers and kinds this worker does not know change nothing for the orchestrator.
                return;
        }

        DrainCode();
    }

    private void DrainCode()
    {
        try
        {
            state.Scheduler.Drain();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Only an async void method or a raw callback of the orchestrator's code gets here: nobody else can observe it.
            fatal = exception;
        }
    }

    private OpenCall? TakeCall(int id, bool isActivity)
    {
        if (!state.OpenTasks.TryGetValue(id, out var open) || open is not OpenCall call || call.IsActivity != isActivity)
            return null;
        state.OpenTasks.Remove(id);
        return call;
    }

    private void Raise(HistoryEvent historyEvent)
    {
        if (state.NextGeneration is { } next)
            next.CarryoverEvents.Add(historyEvent);
        else
            state.Inbox.Raise(historyEvent.EventRaised.Name, historyEvent.EventRaised.Input, state.Options.SerializerOptions);
    }

    private void Start(ExecutionStartedEvent started)
    {
        if (state.Started is not null)
            throw new InvalidOperationException(
                $"The history of instance '{InstanceId}' holds more than one ExecutionStarted event: it mixes executions and cannot be replayed.");
        state.Started = started;
        execution = RunOrchestratorAsync(started);
    }

    private async Task<object?> RunOrchestratorAsync(ExecutionStartedEvent started)
    {
        var factory = registry.FindOrchestrator(started.Name) ?? throw new OrchestratorNotFoundException(started.Name);
        var orchestrator = factory(state.Options.Services);
        var input = string.IsNullOrEmpty(started.Input)
            ? null
            : JsonSerializer.Deserialize(started.Input, orchestrator.InputType, state.Options.SerializerOptions);
        return await orchestrator.RunAsync(context, input);
    }

    private void Conclude()
    {
        if (completion is not null)
            return;
        if (state.Scheduler.ForeignSeen)
            fatal ??= new ForeignAwaitException(state.Scheduler.ForeignCause ?? TurnMessages.ForeignAwait(context.Name));
        if (fatal is null && execution is not null)
        {
            if (execution.IsCompleted)
            {
                if (state.OpenTasks.Count == 0)
                    CompleteExecution(execution);
                return;
            }
            else if (!isSuspended && !IsAnythingAwaited())
            {
                fatal = new ForeignAwaitException(TurnMessages.ForeignAwait(context.Name));
            }
        }

        if (fatal is not null)
            Complete(OrchestrationStatus.Failed, fatal.Message, fatal);
    }

    // Every continuation of this turn has run. Code that goes on at no durable task waits for something that no event of
    // the history ends, whatever else is open.
    private bool IsAnythingAwaited()
    {
        foreach (var open in state.OpenTasks.Values)
            if (open.IsAwaited)
                return true;
        return state.Inbox.IsAwaited;
    }

    private void CompleteExecution(Task<object?> ended)
    {
        try
        {
            var output = ended.GetAwaiter().GetResult();
            if (state.NextGeneration is null)
                Complete(OrchestrationStatus.Completed, context.Write(output), null);
            else
                completion = new OrchestratorAction { Id = state.TakeId(), CompleteOrchestration = state.NextGeneration };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The code's own exception, or an output that cannot be written as JSON: both end the orchestration.
            Complete(OrchestrationStatus.Failed, failure.Message, failure);
        }
    }

    private void Complete(OrchestrationStatus status, string? result, Exception? failure)
    {
        var action = new CompleteOrchestrationAction { OrchestrationStatus = status, Result = result };
        if (failure is not null)
        {
            action.FailureDetails = FailureMapper.ToProtocol(FailureMapper.FromException(failure));
            if (state.NextGeneration is not null)
                action.Tags[TurnMessages.LogWarningTag] = TurnMessages.ContinueAsNewIgnored;
        }

        completion = new OrchestratorAction { Id = state.TakeId(), CompleteOrchestration = action };
    }

    private OrchestratorResponse AnswerWithoutHistory()
    {
        if (state.Properties.TryGetValue("IncludeState", out var included) && included is { KindCase: Value.KindOneofCase.BoolValue, BoolValue: false })
        {
            Dispose();
            return new OrchestratorResponse { InstanceId = InstanceId, RequiresHistory = true };
        }

        throw new InvalidOperationException(
            $"The history of instance '{InstanceId}' holds no ExecutionStarted event. Give the full history on the first turn of a session.");
    }

    private OrchestratorResponse Answer()
    {
        var response = new OrchestratorResponse { InstanceId = InstanceId, CustomStatus = state.CustomStatus };
        // After a determinism failure or a foreign await the pending actions are not to be trusted. While suspended they
        // wait for the resume, unless the function has returned: then nothing would ever send its last events.
        var hasReturned = completion is { CompleteOrchestration.OrchestrationStatus: not OrchestrationStatus.Terminated };
        if (fatal is null && (!isSuspended || hasReturned))
            state.Pending.CopyTo(response.Actions);
        if (completion is not null)
            response.Actions.Add(completion);
        return response;
    }

    private static TaskFailureDetails Details(Protocol.TaskFailureDetails? details) =>
        details is null ? TaskFailureDetails.Unknown : FailureMapper.FromProtocol(details);
}
