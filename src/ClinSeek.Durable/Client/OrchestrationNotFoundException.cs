namespace ClinSeek.Durable.Client;

/// <summary>The request names an instance that the hub does not have.</summary>
public sealed class OrchestrationNotFoundException : InvalidOperationException
{
    public OrchestrationNotFoundException(string instanceId)
        : base($"There is no orchestration instance '{instanceId}' in this hub. Check the id; it may also have been purged.") => InstanceId = instanceId;

    public string InstanceId { get; }
}
