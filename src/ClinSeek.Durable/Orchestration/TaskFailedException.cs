namespace ClinSeek.Durable;

/// <summary>Thrown into an orchestrator when an activity or sub-orchestration has failed for good.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(TaskName taskName, int taskId, TaskFailureDetails failureDetails)
        : base($"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {failureDetails?.ErrorMessage}")
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public TaskName TaskName { get; }

    /// <summary>The id of the last attempt.</summary>
    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }
}
