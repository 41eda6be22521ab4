namespace ClinSeek.Durable;

/// <summary>Base class of activities: the place for I/O and for everything that is not deterministic.</summary>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);

    /// <summary>Does the work. At least once for each scheduled task: effects must be idempotent.</summary>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
