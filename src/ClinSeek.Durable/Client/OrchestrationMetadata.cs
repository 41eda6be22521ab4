using System.Text.Json;

namespace ClinSeek.Durable.Client;

/// <summary>What a hub tells of an instance. Texts are JSON as the orchestrator wrote them; null where not asked for or not set.</summary>
public sealed record OrchestrationMetadata(string Name, string InstanceId)
{
    public required OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last time a turn was recorded.</summary>
    public required DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    /// <summary>The result; for a failed instance "type: message", for a terminated one the reason as it was given.</summary>
    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public TaskFailureDetails? FailureDetails { get; init; }

    public string? Version { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string? ParentInstanceId { get; init; }

    /// <summary>The present execution; it changes when the instance continues as new.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>How the texts are read.</summary>
    public JsonSerializerOptions? SerializerOptions { get; init; }

    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    private T? Read<T>(string? text) => string.IsNullOrEmpty(text) ? default : JsonSerializer.Deserialize<T>(text, SerializerOptions);
}
