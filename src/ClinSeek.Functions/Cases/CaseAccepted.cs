using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>The answer to a start.</summary>
/// <param name="Id">The case.</param>
/// <param name="Started">False when the case was there already.</param>
public sealed record CaseAccepted(CaseId Id, bool Started);
