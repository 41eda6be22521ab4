using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>Holds a value against the primitive type that its column declares.</summary>
internal sealed class ColumnCheck
{
    private readonly string _type;

    private ColumnCheck(string type) => _type = type;

    /// <summary>The check of a declared type; null where any value fits.</summary>
    public static ColumnCheck? Of(string? type) => type is not null && FhirTypes.Primitives.Contains(type) ? new ColumnCheck(type) : null;

    public bool Fits(in ViewValue value, ColumnChecks checks)
    {
        ViewValueKind kind = value.Kind;
        if (checks == ColumnChecks.Shape || kind == ViewValueKind.Null)
        {
            return kind != ViewValueKind.Complex;
        }

        return _type switch
        {
            "boolean" => kind == ViewValueKind.Boolean,
            "decimal" => kind == ViewValueKind.Number,
            "integer64" => kind is ViewValueKind.Number or ViewValueKind.Text && long.TryParse(value.Text, out _),
            "integer" or "positiveInt" or "unsignedInt" => kind == ViewValueKind.Number && IsWhole(value.Text),
            "date" or "dateTime" or "instant" or "time" => kind == ViewValueKind.Text && PartialTime.TryParse(value.Text, out PartialTime time) && time.IsTime == (_type == "time"),
            _ => kind == ViewValueKind.Text,
        };
    }

    private static bool IsWhole(string? text) =>
        decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out decimal number) && number == decimal.Truncate(number);
}
