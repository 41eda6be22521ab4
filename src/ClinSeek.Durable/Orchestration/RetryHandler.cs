namespace ClinSeek.Durable;

/// <summary>Decides without waiting whether to try again. Must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
