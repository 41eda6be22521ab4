using System.Globalization;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Shows a weight without ever showing certainty.</summary>
internal static class WeightText
{
    /// <summary>Two decimals, bounded by «above 0.99» and «below 0.01».</summary>
    public static string Show(double weight) =>
        weight > 0.99 ? "above 0.99" : weight < 0.01 ? "below 0.01" : weight.ToString("0.00", CultureInfo.InvariantCulture);
}
