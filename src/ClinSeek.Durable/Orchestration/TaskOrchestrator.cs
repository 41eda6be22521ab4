namespace ClinSeek.Durable;

/// <summary>Base class of orchestrators. An instance is made for every execution and lives at most as long as its session.</summary>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);

    /// <summary>
    /// The orchestration. Must be deterministic, must await only tasks of <paramref name="context"/> and must not use
    /// <c>ConfigureAwait(false)</c> (both fail the orchestration) or block on a task (which hangs its turn).
    /// </summary>
    /// <param name="context">The only door to time, ids, calls and events.</param>
    /// <param name="input">The instance input; the default of the type where the instance has none.</param>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
