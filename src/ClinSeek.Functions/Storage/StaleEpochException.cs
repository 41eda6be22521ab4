namespace ClinSeek.Functions.Storage;

/// <summary>A run tried to write to a case that a later run has taken over. Nothing was written.</summary>
public sealed class StaleEpochException(int epoch, int current) : InvalidOperationException(
    $"This run of the case (epoch {epoch}) was taken over by a later one (epoch {current}) and may not write any more.");
