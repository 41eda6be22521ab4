namespace ClinSeek.Functions.Hosting;

/// <summary>What <c>/alive</c> answers.</summary>
/// <param name="Status">Always <c>alive</c>: a process that is not does not answer.</param>
internal sealed record Liveness(string Status);
