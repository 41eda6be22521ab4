namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of OpenCase.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="ResumeAfter">The last step that this run takes over as it is; 0 for a first run.</param>
public sealed record OpenRequest(string CaseId, int Epoch, int ResumeAfter);
