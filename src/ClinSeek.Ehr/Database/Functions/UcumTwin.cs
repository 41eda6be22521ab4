using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>A measured quantity in one canonical unit for its kind, so that values compare across units.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">A UCUM unit.</param>
internal readonly record struct UcumTwin(double Value, string Unit)
{
    /// <summary>Grams in a mole, by LOINC: what turns an amount into the mass that laboratories of the other kind report.</summary>
    private static readonly Dictionary<string, double> GramsPerMole = new(StringComparer.Ordinal)
    {
        // glucose
        ["14749-6"] = 180.16, ["15074-8"] = 180.16, ["14771-0"] = 180.16,
        // creatinine
        ["14682-9"] = 113.12,
        // bilirubin, total and direct
        ["14631-6"] = 584.66, ["14629-0"] = 584.66,
        // calcium, total and ionised
        ["2000-8"] = 40.08, ["1995-0"] = 40.08,
        // cholesterol, total, HDL, LDL; triglycerides
        ["14647-2"] = 386.65, ["14646-4"] = 386.65, ["22748-8"] = 386.65, ["14927-8"] = 885.4,
        // urea nitrogen, as the nitrogen in a mole of urea
        ["22664-7"] = 28.01,
    };

    // Of the numbers that people measure: raising to a power costs more than all the rest.
    private static readonly double[] Scales = [.. Enumerable.Range(0, 24).Select(static digits => Math.Pow(10, digits))];

    /// <summary>The twin of an observation's or component's value; null where its unit is unknown or it has none.</summary>
    public static UcumTwin? Of(JsonElement node, TextPool? texts = null)
    {
        JsonElement quantity = node.Get("valueQuantity"u8);
        if (quantity.Get("value"u8).Number() is not { } value || ObservationValue.Unit(quantity, texts) is not { } unit)
        {
            return null;
        }

        if (Of(value, unit) is not { } twin)
        {
            return null;
        }

        return twin.Unit == "mmol/L" && MolarMass(node) is { } grams ? new UcumTwin(Round(twin.Value * grams / 10), "mg/dL") : twin;
    }

    /// <summary>The canonical form of a number in a unit, whoever measured what.</summary>
    public static UcumTwin? Of(double value, string unit)
    {
        if (UcumUnit.Parse(unit) is not { } parsed)
        {
            return null;
        }

        (double factor, string canonical) = parsed.Canonical;
        double converted = parsed.Offset + (value * parsed.Factor);
        return double.IsFinite(converted / factor) ? new UcumTwin(Round(converted / factor), canonical) : null;
    }

    // Twelve digits: more than any analyser gives, fewer than the binary noise of a conversion.
    private static double Round(double value)
    {
        double digits = value == 0 ? 11 : 11 - Math.Floor(Math.Log10(Math.Abs(value)));
        double scale = value == 0 ? 1 : digits is >= 0 and < 24 ? Scales[(int)digits] : Math.Pow(10, digits);
        double rounded = Math.Round(value * scale) / scale;
        return double.IsFinite(rounded) ? rounded : value;
    }

    private static double? MolarMass(JsonElement node)
    {
        foreach (JsonElement coding in node.Get("code"u8).Get("coding"u8).Items())
        {
            if (coding.Text("code"u8) is { } code && GramsPerMole.TryGetValue(code, out double grams))
            {
                return grams;
            }
        }

        return null;
    }
}
