namespace ClinSeek.Durable;

/// <summary>How one execution of an activity ended: exactly one of completed and failed.</summary>
public sealed record ActivityOutcome
{
    private ActivityOutcome(string? result, TaskFailureDetails? failure)
    {
        Result = result;
        Failure = failure;
    }

    /// <summary>The text of TaskCompleted.result; null where the activity gave no value.</summary>
    public string? Result { get; }

    /// <summary>The failure for TaskFailed; null for a completed activity.</summary>
    public TaskFailureDetails? Failure { get; }

    public bool IsCompleted => Failure is null;

    public static ActivityOutcome Completed(string? result) => new(result, null);

    public static ActivityOutcome Failed(TaskFailureDetails failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(null, failure);
    }
}
