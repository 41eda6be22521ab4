using ClinSeek.Durable.Orchestration.Turns;

namespace ClinSeek.Durable.Engine;

/// <summary>Runs activity calls. At least once: a call whose outcome no turn has committed is made again at the next start.</summary>
internal sealed class ActivityRunner(EngineRuntime runtime, ActivityExecutor executor, CancellationToken stopping)
{
    public async Task RunAsync(ActivityCall call)
    {
        ActivityOutcome outcome;
        try
        {
            outcome = await executor.ExecuteAsync(call.Name, call.Caller.InstanceId, call.Input, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        var now = runtime.UtcNow;
        call.Caller.Deliver(InboxMessage.Outcome(call.ExecutionId, outcome.Failure is { } failure
            ? EngineEvents.TaskFailed(now, call.EventId, FailureMapper.ToProtocol(failure))
            : EngineEvents.TaskCompleted(now, call.EventId, outcome.Result)));
    }
}
