namespace ClinSeek.Durable;

/// <summary>How one sub-orchestration is called.</summary>
public sealed record SubOrchestrationOptions : TaskOptions
{
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry)
    {
        InstanceId = instanceId;
    }

    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;
    }

    /// <summary>Id of the new instance, the same for every attempt; null means a deterministic GUID.</summary>
    public string? InstanceId { get; init; }
}
