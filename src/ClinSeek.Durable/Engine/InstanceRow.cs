using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>What a hub holds of an instance beside its history and open work. Texts are the serialized JSON.</summary>
internal sealed record InstanceRow
{
    public required long Key { get; init; }
    public required string InstanceId { get; init; }
    public required string ExecutionId { get; init; }
    public required string Name { get; init; }
    public string? Version { get; init; }
    public required OrchestrationStatus Status { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public DateTime? StartAt { get; init; }
    public ParentInstanceInfo? Parent { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public string? CustomStatus { get; init; }

    /// <summary>The custom status is the previous generation's: it stays until this one sets its own.</summary>
    public bool CustomStatusInherited { get; init; }

    public string? Output { get; init; }
    public Protocol.TaskFailureDetails? Failure { get; init; }
    public string? Input { get; init; }
}
