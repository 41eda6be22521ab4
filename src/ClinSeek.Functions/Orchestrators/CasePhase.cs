namespace ClinSeek.Functions.Orchestrators;

/// <summary>The custom status of a case instance: small and free of PHI.</summary>
/// <param name="Step">The step being taken; 0 before the first.</param>
/// <param name="Phase">open, reason, wait, seek, ask, record, conclude, approve or seal.</param>
/// <param name="Calls">Tool calls of this step.</param>
public sealed record CasePhase(int Step, string Phase, int Calls = 0);
