using ClinSeek.Durable.Orchestration.Turns;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>Runs one turn of an instance and hands its work item to the writer.</summary>
internal sealed class TurnRunner(EngineRuntime runtime, OrchestrationExecutor executor, HubReader reader, Action<CommitItem> post)
{
    public Task RunAsync(InstanceState state)
    {
        if (state.TakeBatch() is not { } batch)
            return Task.CompletedTask;

        var now = runtime.UtcNow;
        batch.Events.Insert(0, EngineEvents.OrchestratorStarted(now));
        var response = !state.IsStarted && batch.Termination is { } termination
            ? Terminated(termination)
            : batch.IsForeign && batch.Termination is null
            ? Failed(state, new ForeignAwaitException(TurnMessages.ForeignAwait(state.Name)))
            : Process(state, batch.Events);
        var plan = TurnPlanner.Plan(state, response.Actions, now);
        post(new TurnCommit(runtime, state, batch, plan, response.CustomStatus, now));
        return Task.CompletedTask;
    }

    private OrchestratorResponse Process(InstanceState state, List<HistoryEvent> events)
    {
        if (state.Session is { } live)
        {
            try
            {
                return live.Process(state.Appended, events);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A live orchestrator that cannot go on is worth nothing; the history decides below.
                state.DropSession();
            }
        }

        var past = state.IsStarted ? reader.History(state.Key) : [];
        var session = executor.OpenSession(state.InstanceId);
        try
        {
            var response = session.Process(past, events);
            state.Attach(session);
            return response;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            session.Dispose();
            return Failed(state, exception);
        }
    }

    // The code of an instance that has not started is not run only to be ended.
    private static OrchestratorResponse Terminated(ExecutionTerminatedEvent termination) => Completed(new CompleteOrchestrationAction
    {
        OrchestrationStatus = OrchestrationStatus.Terminated,
        Result = termination.Input,
    });

    private static OrchestratorResponse Failed(InstanceState state, Exception exception) => Completed(new CompleteOrchestrationAction
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        Result = exception.Message,
        FailureDetails = FailureMapper.ToProtocol(FailureMapper.FromException(exception)),
    }, state.CustomStatus);

    private static OrchestratorResponse Completed(CompleteOrchestrationAction completion, string? customStatus = null)
    {
        var response = new OrchestratorResponse { CustomStatus = customStatus };
        response.Actions.Add(new OrchestratorAction { Id = -1, CompleteOrchestration = completion });
        return response;
    }
}
