using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>What a formula gave.</summary>
/// <param name="Value">The number.</param>
/// <param name="Detail">The result in words, its computed numbers marked as such.</param>
/// <param name="Time">The latest input's time.</param>
/// <param name="Citations">Where its inputs stand.</param>
internal sealed record FormulaResult(double Value, string Detail, DateTimeOffset Time, IReadOnlyList<Citation> Citations)
{
    /// <summary>Its inputs in words.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];
}
