using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Reads the values of a quantity: in its window, counted, in a unit that is known.</summary>
internal static class QuantityReader
{
    private static readonly string[] NotCounted = ["entered-in-error", "cancelled", "registered", "unknown"];

    /// <summary>The values that count, latest first, and whether the latest one was left out for its unit.</summary>
    public static (IReadOnlyList<Measured> Values, string? Problem) Read(RecordView view, PackQuantity quantity)
    {
        var values = new List<Measured>();
        string? problem = null;
        foreach (RecordRow row in view.Rows(quantity.Key))
        {
            if (row.Number("value_num") is not { } number || row.Time is not { } time || !view.InWindow(time, quantity.WindowHours)
                || (row.Text("status") is { } status && NotCounted.Contains(status, StringComparer.OrdinalIgnoreCase)))
            {
                continue;
            }

            string? unit = row.Text("unit");
            if (UnitConverter.TryConvert(quantity.Analyte, number, unit, quantity.Unit) is not { } value || NumericRange.From(value, row.Text("comparator")) is not { } range)
            {
                problem ??= $"{quantity.Name}: the unit or comparator of a value is not known, so it was not used";
                if (values.Count == 0)
                {
                    // An older value in a known unit must not stand in for the latest one.
                    break;
                }

                continue;
            }

            string shown = row.Row.GetProperty("value_num").GetRawText();
            string raw = string.Join(' ', new[] { row.Text("comparator"), shown, unit }.Where(static part => !string.IsNullOrEmpty(part)));
            bool converted = Math.Abs(value - number) > 1e-9 * Math.Max(1, Math.Abs(number));
            string quote = string.Join(' ', new[] { row.Text("display"), raw }.Where(static part => !string.IsNullOrEmpty(part)));
            values.Add(new Measured(quantity, range, time, raw, converted, row.Cite(quote, shown)));
        }

        return (values, problem);
    }
}
