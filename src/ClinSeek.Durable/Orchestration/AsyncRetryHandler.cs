namespace ClinSeek.Durable;

/// <summary>Decides whether to try again; may await tasks of the orchestration context, such as a timer. Must be deterministic.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
