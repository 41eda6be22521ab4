using ClinSeek.Evidence.Tools;

namespace ClinSeek.Functions.Cases;

/// <summary>One piece of evidence in a line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tool">The tool that found it.</param>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Line">What it says, in 120 characters at most.</param>
public sealed record EvidenceSummary(string Id, string Tool, ToolOutcome Outcome, string Line);
