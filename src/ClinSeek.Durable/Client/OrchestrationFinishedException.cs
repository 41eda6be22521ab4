namespace ClinSeek.Durable.Client;

/// <summary>The request needs an instance that can still act, and this one has finished.</summary>
public sealed class OrchestrationFinishedException : InvalidOperationException
{
    public OrchestrationFinishedException(string instanceId, OrchestrationRuntimeStatus status)
        : base($"The orchestration instance '{instanceId}' has finished ({status}): it takes no more events or commands.")
    {
        InstanceId = instanceId;
        Status = status;
    }

    public string InstanceId { get; }

    public OrchestrationRuntimeStatus Status { get; }
}
