using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Formulas over quantities. An input that is missing, inexact or taken at another time gives no result.</summary>
internal static class Formulas
{
    /// <summary>KDIGO creatinine criteria: 0 not met, else the stage.</summary>
    public const string KdigoAki = "kdigo_aki";

    private static readonly TimeSpan SameSample = TimeSpan.FromHours(24);

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [KdigoAki] = ["creatinine"],
        ["fena"] = ["urine_sodium", "sodium", "urine_creatinine", "creatinine"],
        ["feurea"] = ["urine_urea", "bun", "urine_creatinine", "creatinine"],
        ["bun_creatinine"] = ["bun", "creatinine"],
    };

    /// <summary>Whether there is such a formula.</summary>
    public static bool IsKnown(string? formula) => formula is not null && Known.ContainsKey(formula);

    /// <summary>The quantities that a formula reads.</summary>
    public static IReadOnlyList<string> Inputs(string formula) => Known[formula];

    /// <summary>A formula's result with what it rests on, or null.</summary>
    public static FormulaResult? Compute(string formula, Pack pack, RecordView view) =>
        formula == KdigoAki ? Kdigo(pack, view) : Ratio(formula, pack, view);

    private static FormulaResult? Ratio(string formula, Pack pack, RecordView view)
    {
        var inputs = new List<Measured>();
        foreach (string key in Known[formula])
        {
            if (QuantityReader.Read(view, pack.Quantity(key)).Values is not [{ Exact: > 0 } latest, ..])
            {
                return null;
            }

            inputs.Add(latest);
        }

        if (inputs.Max(static input => input.Time) - inputs.Min(static input => input.Time) > SameSample)
        {
            return null;
        }

        double[] values = [.. inputs.Select(static input => input.Exact!.Value)];
        (double result, string text) = formula == "bun_creatinine"
            ? (values[0] / values[1], "urea nitrogen to creatinine ratio")
            : (100 * values[0] * values[3] / (values[1] * values[2]), formula == "fena" ? "fractional excretion of sodium in percent" : "fractional excretion of urea in percent");
        return new FormulaResult(result, string.Create(CultureInfo.InvariantCulture, $"{text} (computed: {Math.Round(result, 2)})"), inputs.Max(static input => input.Time), [.. inputs.Select(static input => input.Citation)]);
    }

    private static FormulaResult? Kdigo(Pack pack, RecordView view)
    {
        Measured[] values = [.. QuantityReader.Read(view, pack.Quantity("creatinine")).Values.Where(static value => value.Exact is > 0)];
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
