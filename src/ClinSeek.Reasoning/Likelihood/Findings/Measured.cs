using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>A quantity's value in its pack's unit, with the row it was read from.</summary>
/// <param name="Quantity">The quantity.</param>
/// <param name="Range">The value, or the range that a comparator leaves.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Raw">The value as the record has it, unit included.</param>
/// <param name="Converted">Whether the unit was converted.</param>
/// <param name="Citation">Where it stands.</param>
internal sealed record Measured(PackQuantity Quantity, NumericRange Range, DateTimeOffset Time, string Raw, bool Converted, Citation Citation)
{
    /// <summary>The value where it is exact.</summary>
    public double? Exact => Range.Low.Equals(Range.High) ? Range.Low : null;

    /// <summary>The value in words; a converted one says so.</summary>
    public string Detail => Converted && Exact is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Quantity.Name} {Raw} (computed: {Math.Round(value, 2)} {Quantity.Unit})")
        : $"{Quantity.Name} {Raw}";
}
