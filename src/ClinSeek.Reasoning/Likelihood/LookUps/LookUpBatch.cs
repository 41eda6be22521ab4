using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.LookUps;

/// <summary>One tool call and the findings that it may settle.</summary>
/// <param name="Key">A stable name.</param>
/// <param name="Call">The call.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Findings">The findings.</param>
internal sealed record LookUpBatch(string Key, ToolCall Call, double Cost, IReadOnlyList<PackFinding> Findings);
