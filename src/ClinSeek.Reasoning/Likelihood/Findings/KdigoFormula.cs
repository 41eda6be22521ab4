using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>The KDIGO creatinine criteria: 0 where they are not met, else the stage.</summary>
internal static class KdigoFormula
{
    /// <summary>The quantity that it reads.</summary>
    public const string Input = "creatinine";

    /// <summary>The stage, or null where there are too few values.</summary>
    public static FormulaResult? Compute(Pack pack, RecordView view)
    {
        Measured[] values = [.. QuantityReader.Read(view, pack.Quantity(Input)).Values.Where(static value => value.Exact is > 0)];
        Measured[] recent = [.. values.Where(value => value.Time >= view.AsOf.AddDays(-7))];
        if (recent.Length == 0 || values.Length < 2)
        {
            return null;
        }

        Measured peak = recent.MaxBy(static value => value.Exact!.Value)!;
        Measured baseline = values.Where(value => value != peak).MinBy(static value => value.Exact!.Value)!;
        Measured? before = recent
            .Where(value => value.Time < peak.Time && peak.Time - value.Time <= TimeSpan.FromHours(48) && peak.Exact!.Value - value.Exact!.Value >= 0.3 - 1e-9)
            .MinBy(static value => value.Exact!.Value);
        double ratio = peak.Exact!.Value / baseline.Exact!.Value;
        bool met = before is not null || ratio >= 1.5;
        int stage = !met ? 0 : ratio >= 3 || peak.Exact.Value >= 4.0 ? 3 : ratio >= 2 ? 2 : 1;
        Measured low = before is not null && ratio < 1.5 ? before : baseline;
        string text = stage == 0
            ? "the creatinine values do not meet the KDIGO criteria for acute kidney injury"
            : "the creatinine values meet the KDIGO criteria for acute kidney injury";
        return new FormulaResult(
            stage,
            string.Create(CultureInfo.InvariantCulture, $"{text}: {low.Raw} against {peak.Raw} (computed: ratio {Math.Round(peak.Exact.Value / low.Exact!.Value, 2)}, stage {stage}, urine output not assessed)"),
            peak.Time,
            [low.Citation, peak.Citation]);
    }
}
