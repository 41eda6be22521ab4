namespace ClinSeek.Durable;

/// <summary>History and code disagree: the code was changed while the instance was running, or is not deterministic.</summary>
public sealed class NonDeterministicOrchestrationException(string message)
    : Exception("Non-Deterministic workflow detected: " + message);
