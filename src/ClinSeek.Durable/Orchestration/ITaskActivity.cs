namespace ClinSeek.Durable;

/// <summary>An activity as the executor sees it. Derive from <see cref="TaskActivity{TInput, TOutput}"/> instead of implementing this.</summary>
public interface ITaskActivity
{
    /// <summary>The type the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type the output is written as.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity. Called at least once for each scheduled task: effects must be idempotent.</summary>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
