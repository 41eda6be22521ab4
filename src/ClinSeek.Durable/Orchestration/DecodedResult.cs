namespace ClinSeek.Durable;

/// <summary>A task result read by a codec: either a value or a failure.</summary>
/// <param name="ValueJson">The value as JSON; null for no value.</param>
/// <param name="Failure">The failure; null for a success.</param>
public readonly record struct DecodedResult(string? ValueJson, TaskFailureDetails? Failure);
