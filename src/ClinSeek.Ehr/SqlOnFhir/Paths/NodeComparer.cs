using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Equality and order of two items.</summary>
internal static class NodeComparer
{
    /// <summary>Null where the precision of two times leaves it open, or where an item has no value.</summary>
    public static bool? Equal(in PathNode x, in PathNode y)
    {
        if (!x.HasValue || !y.HasValue)
        {
            return null;
        }

        if (x.TryNumber(out decimal a) && y.TryNumber(out decimal b))
        {
            return a == b;
        }

        if (x.Boolean is { } left && y.Boolean is { } right)
        {
            return left == right;
        }

        if (x.Text is { } first && y.Text is { } second)
        {
            if (first == second)
            {
                return true;
            }

            return AreTimes(x, first, y, second, out PartialTime s, out PartialTime t) ? IsZero(PartialTime.Compare(s, t)) : false;
        }

        return x.Computed is null && y.Computed is null && x.Json.ValueKind == y.Json.ValueKind && JsonElement.DeepEquals(x.Json, y.Json);
    }

    /// <summary>Negative, zero or positive; null where the order is open.</summary>
    public static int? Compare(in PathNode x, in PathNode y)
    {
        if (!x.HasValue || !y.HasValue)
        {
            return null;
        }

        if (x.TryNumber(out decimal a) && y.TryNumber(out decimal b))
        {
            return a.CompareTo(b);
        }

        if (x.Computed is null && y.Computed is null && x.Json.ValueKind == JsonValueKind.Number && y.Json.ValueKind == JsonValueKind.Number)
        {
            return x.Json.TryGetDouble(out double p) && y.Json.TryGetDouble(out double q) ? p.CompareTo(q) : null;
        }

        if (x.Text is { } first && y.Text is { } second)
        {
            return AreTimes(x, first, y, second, out PartialTime s, out PartialTime t) ? PartialTime.Compare(s, t) : string.CompareOrdinal(first, second);
        }

        throw new ViewEvaluationException("Only numbers, texts and times have an order, and only among their like.");
    }

    // Where neither side's type is known, two texts are times only when both carry a clock: then zones matter.
    private static bool AreTimes(in PathNode x, string first, in PathNode y, string second, out PartialTime s, out PartialTime t)
    {
        t = default;
        s = default;
        bool known = FhirTypes.IsTemporal(x.Type) || FhirTypes.IsTemporal(y.Type);
        bool clocks = x.Type is null && y.Type is null && first.Contains('T', StringComparison.Ordinal) && second.Contains('T', StringComparison.Ordinal);
        return (known || clocks) && PartialTime.TryParse(first, out s) && PartialTime.TryParse(second, out t);
    }

    private static bool? IsZero(int? order) => order is { } known ? known == 0 : null;
}
