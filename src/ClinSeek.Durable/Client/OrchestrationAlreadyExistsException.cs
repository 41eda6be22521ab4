namespace ClinSeek.Durable.Client;

/// <summary>A start was refused because its instance id is taken.</summary>
public sealed class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException(string instanceId, OrchestrationRuntimeStatus status)
        : base($"The orchestration instance '{instanceId}' exists already and is {status}. Use another id, purge the finished instance, " +
               $"or allow its status in {nameof(StartOrchestrationOptions)}.{nameof(StartOrchestrationOptions.ReusableStatuses)}.")
    {
        InstanceId = instanceId;
        Status = status;
    }

    public string InstanceId { get; }

    /// <summary>The status of the instance that has the id.</summary>
    public OrchestrationRuntimeStatus Status { get; }
}
