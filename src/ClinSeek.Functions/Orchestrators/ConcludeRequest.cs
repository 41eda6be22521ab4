namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of Conclude.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step that holds the decision, or that should have.</param>
/// <param name="IsLast">Whether a decision that does not stand becomes an abstention instead of being sent back.</param>
public sealed record ConcludeRequest(string CaseId, int Epoch, int Step, bool IsLast);
