namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>What a measured number says: one value, or only that it lies below or above one.</summary>
/// <param name="Low">The lowest possible value.</param>
/// <param name="High">The highest possible value.</param>
internal readonly record struct NumericRange(double Low, double High)
{
    /// <summary>The range of a value with a FHIR comparator; null for one that is not known.</summary>
    public static NumericRange? From(double value, string? comparator) => comparator switch
    {
        null or "" or "=" => new NumericRange(value, value),
        "<" => new NumericRange(0, Math.BitDecrement(value)),
        "<=" => new NumericRange(0, value),
        ">" => new NumericRange(Math.BitIncrement(value), double.MaxValue),
        ">=" => new NumericRange(value, double.MaxValue),
        _ => null,
    };
}
