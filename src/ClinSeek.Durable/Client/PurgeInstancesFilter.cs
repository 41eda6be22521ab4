namespace ClinSeek.Durable.Client;

/// <summary>Which instances to purge. Unfinished ones are never among them.</summary>
/// <param name="CreatedFrom">Created at or after; null for no bound.</param>
/// <param name="CreatedTo">Created before; null for no bound.</param>
/// <param name="Statuses">In one of these finished statuses; null or empty for all of them.</param>
public sealed record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses = null);
