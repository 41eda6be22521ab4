namespace ClinSeek.Durable.Client;

/// <summary>How many instances a purge has removed.</summary>
public sealed record PurgeResult(int PurgedInstanceCount);
