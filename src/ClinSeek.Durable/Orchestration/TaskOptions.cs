namespace ClinSeek.Durable;

/// <summary>How one call is made.</summary>
public record TaskOptions
{
    public TaskOptions(TaskRetryOptions? retry = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Retries; null means one attempt.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Tags written on the call's action. May be shown by hosts: no clinical content.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Version of the call; null means the instance's version for an activity and the default version for a sub-orchestration.</summary>
    public string? Version { get; init; }

    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(TaskRetryOptions.FromRetryPolicy(policy));

    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>The same options with the id of the sub-orchestration to create.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
