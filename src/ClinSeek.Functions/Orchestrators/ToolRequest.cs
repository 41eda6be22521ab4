namespace ClinSeek.Functions.Orchestrators;

/// <summary>Input of the tool activities. The arguments are in the stored turn.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step.</param>
/// <param name="Ordinal">The call's place in the step, from 1.</param>
/// <param name="Tool">The canonical tool name, or <c>unknown</c>.</param>
public sealed record ToolRequest(string CaseId, int Epoch, int Step, int Ordinal, string Tool);
