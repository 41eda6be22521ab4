namespace ClinSeek.Durable.Client;

/// <summary>How to start an instance.</summary>
public sealed record StartOrchestrationOptions
{
    /// <summary>The instance's id; null for a new random one. A given id makes the start idempotent: a second one is refused.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Not to start before this time; null for at once. Until then the instance is Pending and keeps its events.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Names and values kept with the instance and given to its sub-orchestrations.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The version the orchestrator sees; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// Finished statuses of which an existing instance with this id may be replaced, history and all. Empty, the default,
    /// replaces nothing. An unfinished instance is never replaced.
    /// </summary>
    public IReadOnlyCollection<OrchestrationRuntimeStatus> ReusableStatuses { get; init; } = [];
}
