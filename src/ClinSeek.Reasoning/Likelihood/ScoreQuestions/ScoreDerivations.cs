using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scores;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Works out the inputs that a score takes from several values, or from a value and its reference range.</summary>
internal static class ScoreDerivations
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);
    private static readonly TimeSpan TwoDays = TimeSpan.FromHours(48);

    /// <summary>The derived input, or null where the record does not hold what it needs.</summary>
    public static ScoreFact? Read(ScoreInput input, PackQuantity quantity, RecordView view) => input.Derive switch
    {
        ScoreDerivation.OverUpperLimit => OverLimit(input, quantity, view),
        ScoreDerivation.OverBaseline => OverBaseline(Exact(quantity, view), view),
        _ => Rise(Exact(quantity, view), view),
    };

    private static ScoreFact? OverLimit(ScoreInput input, PackQuantity quantity, RecordView view)
    {
        (RecordRow Row, double Ratio, double Limit)[] rows = [.. view.Rows(quantity.Key)
            .Where(row => row.Number("value_num") is not null && row.Number("ref_high") is > 0 && row.Text("comparator") is null or "" && view.InWindow(row.Time, quantity.WindowHours))
            .Select(static row => (row, row.Number("value_num")!.Value / row.Number("ref_high")!.Value, row.Number("ref_high")!.Value))];
        if (rows.Length == 0)
        {
            return null;
        }

        (RecordRow chosen, double ratio, double limit) = input.Select == ScoreSelection.Highest ? rows.MaxBy(static one => one.Ratio) : rows[0];
        string shown = chosen.Row.GetProperty("value_num").GetRawText();
        string raw = string.Join(' ', new[] { chosen.Text("display"), shown, chosen.Text("unit") }.Where(static part => !string.IsNullOrEmpty(part)));
        return new ScoreFact(Interval.Exactly(ratio), string.Create(CultureInfo.InvariantCulture, $"{raw} (computed: {Math.Round(ratio, 2)} times the reported upper limit of {limit})"), [chosen.Cite(raw, shown)]);
    }

    private static ScoreFact? OverBaseline(Measured[] values, RecordView view)
    {
        if (values.Where(value => value.Time >= view.AsOf - Recent).MaxBy(static value => value.Exact) is not { } peak
            || values.Where(value => value != peak).MinBy(static value => value.Exact) is not { Exact: > 0 } baseline)
        {
            return null;
        }

        double ratio = peak.Exact!.Value / baseline.Exact.Value;
        return new ScoreFact(Interval.Exactly(ratio), string.Create(CultureInfo.InvariantCulture, $"{peak.Raw} against {baseline.Raw} (computed: {peak.Quantity.Name}: {Math.Round(ratio, 2)})"), [baseline.Citation, peak.Citation]);
    }

    private static ScoreFact? Rise(Measured[] values, RecordView view)
    {
        (Measured Early, Measured Late)[] pairs = [.. values.Where(value => value.Time >= view.AsOf - Recent)
            .SelectMany(late => values.Where(early => early.Time < late.Time && late.Time - early.Time <= TwoDays).Select(early => (early, late)))];
        if (pairs.Length == 0)
        {
            return null;
        }

        (Measured from, Measured to) = pairs.MaxBy(static pair => pair.Late.Exact!.Value - pair.Early.Exact!.Value);
        double rise = Math.Max(0, to.Exact!.Value - from.Exact!.Value);
        return new ScoreFact(Interval.Exactly(Math.Round(rise, 6)), string.Create(CultureInfo.InvariantCulture, $"{from.Raw}, then {to.Raw} (computed: {to.Quantity.Name}: {Math.Round(rise, 2)} {to.Quantity.Unit})"), [from.Citation, to.Citation]);
    }

    private static Measured[] Exact(PackQuantity quantity, RecordView view) => [.. QuantityReader.Read(view, quantity).Values.Where(static value => value.Exact is not null)];
}
