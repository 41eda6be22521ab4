namespace ClinSeek.Durable;

/// <summary>An orchestrator as the executor sees it. Derive from <see cref="TaskOrchestrator{TInput, TOutput}"/> instead of implementing this.</summary>
public interface ITaskOrchestrator
{
    /// <summary>The type the instance input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type the output is written as.</summary>
    Type OutputType { get; }

    /// <summary>
    /// Runs the orchestration. Replayed many times, so it must be deterministic: no clock, no random numbers, no I/O,
    /// no task but those of <paramref name="context"/> (and combinations of them).
    /// </summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
