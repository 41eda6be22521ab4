namespace ClinSeek.Durable.Client;

/// <summary>Which instances to list. What is not set does not restrict.</summary>
public sealed record OrchestrationQuery
{
    public const int DefaultPageSize = 100;

    /// <summary>Beginning of the instance id, with case.</summary>
    public string? InstanceIdPrefix { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>In one of these statuses; null or empty for all.</summary>
    public IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses { get; init; }

    /// <summary>How many instances a page holds at most.</summary>
    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>Where to go on: the token of an earlier page.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Whether to read inputs, outputs and custom statuses too.</summary>
    public bool FetchInputsAndOutputs { get; init; }
}
