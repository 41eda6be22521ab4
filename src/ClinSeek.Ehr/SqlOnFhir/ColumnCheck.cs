using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Holds a value against the type that its column declares.</summary>
internal static class ColumnCheck
{
    public static bool Fits(in ViewValue value, string? type, ColumnChecks checks)
    {
        if (type is null or { Length: 0 } || value.IsNull || !FhirTypes.Primitives.Contains(type))
        {
            return true;
        }

        ViewValueKind kind = value.Kind;
        if (checks == ColumnChecks.Shape)
        {
            return kind != ViewValueKind.Complex;
        }

        return type switch
        {
            "boolean" => kind == ViewValueKind.Boolean,
            "decimal" => kind == ViewValueKind.Number,
            "integer64" => kind is ViewValueKind.Number or ViewValueKind.Text && long.TryParse(value.Text, out _),
            "integer" or "positiveInt" or "unsignedInt" => kind == ViewValueKind.Number && IsWhole(value.Text),
            "date" or "dateTime" or "instant" or "time" => kind == ViewValueKind.Text && PartialTime.TryParse(value.Text, out PartialTime time) && time.IsTime == (type == "time"),
            _ => kind == ViewValueKind.Text,
        };
    }

    private static bool IsWhole(string? text) =>
        decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out decimal number) && number == decimal.Truncate(number);
}
