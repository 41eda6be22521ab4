namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>One collected row of likelihood ratios.</summary>
internal sealed record CollectedRatio(string Pack, string Hypothesis, string Finding, double? Positive, double? Negative, string Source, string Tag)
{
    /// <summary>The two ratios as they stand.</summary>
    public IEnumerable<double> Own => new[] { Positive, Negative }.OfType<double>();

    /// <summary>The reciprocals, which speak for a rival in a comparison of two.</summary>
    public IEnumerable<double> ForRival => Own.Select(static ratio => Math.Round(1 / ratio, 2));
}
