using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>How far the haemoglobin fell within 30 days: the highest earlier value less the latest; 0 where it did not fall.</summary>
internal static class HaemoglobinFall
{
    /// <summary>The quantity that it reads.</summary>
    public const string Input = "hb";

    /// <summary>The fall in the quantity's unit, or null where there are not two exact values.</summary>
    public static FormulaResult? Compute(Pack pack, RecordView view)
    {
        if (QuantityReader.Read(view, pack.Quantity(Input)).Values is not [{ Exact: { } now } latest, ..] values
            || values.Skip(1).Where(value => value.Exact is not null && latest.Time - value.Time <= TimeSpan.FromDays(30)).MaxBy(static value => value.Exact) is not { } highest)
        {
            return null;
        }

        double fall = Math.Max(0, highest.Exact!.Value - now);
        return new FormulaResult(
            fall,
            string.Create(CultureInfo.InvariantCulture, $"haemoglobin {highest.Raw}, then {latest.Raw} (computed: a fall of {Math.Round(fall, 1)} {latest.Quantity.Unit})"),
            latest.Time,
            [highest.Citation, latest.Citation]);
    }
}
