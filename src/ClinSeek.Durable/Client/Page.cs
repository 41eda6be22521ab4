namespace ClinSeek.Durable.Client;

/// <summary>Some of the results of a query.</summary>
/// <param name="Values">The results, in order.</param>
/// <param name="ContinuationToken">Where the next page begins; null for the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Values, string? ContinuationToken = null);
