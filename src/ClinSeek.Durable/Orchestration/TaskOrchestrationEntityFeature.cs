namespace ClinSeek.Durable;

/// <summary>Entities as an orchestrator uses them. Hosting entities is not part of this library.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    /// <summary>Calls an operation and waits for its answer; a failure is an <see cref="EntityOperationFailedException"/>.</summary>
    public abstract Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null);

    /// <summary>Calls an operation and waits until it has ended.</summary>
    public virtual Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null) =>
        CallEntityAsync<object?>(id, operationName, input);

    /// <summary>Sends an operation one way.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="signalTime">When it shall be delivered (UTC); null means now.</param>
    public abstract Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, DateTimeOffset? signalTime = null);
}
