using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>Dosage in words: its own text, else what can be said of dose, route and rhythm.</summary>
internal static class Dosage
{
    public static string? Words(JsonElement dosage)
    {
        JsonElement first = dosage.First();
        if (first.Text("text"u8) is { } text)
        {
            return text;
        }

        JsonElement dose = first.Get("dose"u8) is { ValueKind: JsonValueKind.Object } given
            ? given
            : first.Get("doseAndRate"u8).First().Get("doseQuantity"u8);
        JsonElement repeat = first.Get("timing"u8, "repeat"u8);
        string?[] parts =
        [
            dose.Get("value"u8).Number() is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount} {ObservationValue.Unit(dose)}").TrimEnd() : null,
            Concept.Label(first.Get("route"u8)),
            Rhythm(repeat),
            first.Get("asNeededBoolean"u8).ValueKind == JsonValueKind.True ? "as needed" : null,
        ];
        string joined = string.Join(", ", parts.Where(static part => part is not null));
        return joined.Length == 0 ? null : joined;
    }

    private static string? Rhythm(JsonElement repeat) =>
        repeat.Get("frequency"u8).Integer() is { } times && repeat.Get("period"u8).Number() is { } period && repeat.Text("periodUnit"u8) is { } unit
            ? string.Create(CultureInfo.InvariantCulture, $"{times} times in {period} {unit}")
            : null;
}
