namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of AskClinician.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step whose questions are asked; their words are in the stored turn.</param>
/// <param name="Expired">Whether the time for answers is over.</param>
public sealed record AskRequest(string CaseId, int Epoch, int Step, bool Expired);
