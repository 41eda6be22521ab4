using System.Collections.Frozen;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>The functions that a view's column can name in its tag <c>clinseek/function</c>.</summary>
internal static class ColumnFunctions
{
    public static readonly FrozenDictionary<string, ColumnFunction> All = new Dictionary<string, ColumnFunction>
    {
        ["time"] = static (in ViewValue value, RowContext row) => FhirTime.Parse(value.Element.RawText()) is { } time ? row.Times.Of(time.Start) : null,
        ["time-end"] = static (in ViewValue value, RowContext row) => FhirTime.Parse(value.Element.RawText()) is { } time ? row.Times.Of(time.End) : null,
        ["age"] = static (in ViewValue value, RowContext row) => Age.At(value.Element, row.Cutoff.Instant.UtcDateTime),
        ["system"] = static (in ViewValue value, RowContext row) => row.Concepts.Of(ConceptPart.System, First(value)),
        ["code"] = static (in ViewValue value, RowContext row) => ObservationValue.Text(Coding(value, row).Get("code"u8), row.Texts),
        ["coding-system"] = static (in ViewValue value, RowContext row) => CodeSystems.Short(Coding(value, row).Get("system"u8)),
        ["display"] = static (in ViewValue value, RowContext row) => row.Concepts.Of(ConceptPart.Display, First(value)),
        ["codes"] = static (in ViewValue value, RowContext row) => Codes(value, row),
        ["label"] = static (in ViewValue value, RowContext row) => Label(First(value), row),
        ["labels"] = static (in ViewValue value, RowContext row) => Joined(value.Items.Select(item => Label(item.Element, row))),
        ["code-or-text"] = static (in ViewValue value, RowContext row) => row.Concepts.Of(ConceptPart.CodeOrText, First(value)),
        ["class"] = static (in ViewValue value, RowContext _) => First(value).Text("code"u8) ?? Concept.CodeOrText(First(value)),
        ["name"] = static (in ViewValue value, RowContext row) =>
            First(value).Text("display"u8) ?? row.Index.Resolve(row.Resource, First(value).Text("reference"u8)).Text("name"u8),
        ["unit"] = static (in ViewValue value, RowContext row) => ObservationValue.Unit(First(value), row.Texts),
        ["quantity-value"] = static (in ViewValue value, RowContext _) => First(value).Get("value"u8).Number(),
        ["value-text"] = static (in ViewValue value, RowContext _) => ObservationValue.Words(First(value)),
        ["any-text"] = static (in ViewValue value, RowContext _) => value.Text is { Length: > 0 } text ? text : ObservationValue.OfAny(First(value)),
        ["range-low"] = static (in ViewValue value, RowContext _) => ObservationValue.Normal(value.Items).Get("low"u8, "value"u8).Number(),
        ["range-high"] = static (in ViewValue value, RowContext _) => ObservationValue.Normal(value.Items).Get("high"u8, "value"u8).Number(),
        ["ucum-value"] = static (in ViewValue value, RowContext row) => row.Twin(First(value)) is { } twin ? twin.Value : null,
        ["ucum-unit"] = static (in ViewValue value, RowContext row) => row.Twin(First(value))?.Unit,
        ["dosage"] = static (in ViewValue value, RowContext _) => Dosage.Words(First(value)),
        ["attachment-text"] = static (in ViewValue value, RowContext row) => AttachmentText.Read(First(value), row.Resource, row.Index),
        ["sections-text"] = static (in ViewValue value, RowContext _) => SectionText.Read(value.Items),
        ["media-type"] = static (in ViewValue value, RowContext row) => AttachmentText.MediaType(First(value), row.Resource, row.Index),
        ["parent"] = static (in ViewValue value, RowContext row) => value.Boolean == true ? row.First : null,
    }.ToFrozenDictionary();

    private static JsonElement First(in ViewValue value) => value.Kind == ViewValueKind.Collection
        ? value.Items.Count > 0 ? value.Items[0].Element : default
        : value.Element;

    private static JsonElement Coding(in ViewValue value, RowContext row) => row.Concept(First(value)).Get("coding"u8).First();

    private static string? Label(JsonElement element, RowContext row) =>
        element.ValueKind == JsonValueKind.Object ? row.Concepts.Of(ConceptPart.Label, element) : null;

    private static string? Codes(in ViewValue value, RowContext row) =>
        value.Kind == ViewValueKind.Complex ? row.Concepts.Of(ConceptPart.Codes, value.Element)
        : value.Items is [var only] ? row.Concepts.Of(ConceptPart.Codes, only.Element)
        : CodesOf(value.Items, row);

    private static string? CodesOf(IReadOnlyList<ViewValue> values, RowContext row) => Concept.Tokens(values.Select(item => row.Concept(item.Element)));

    private static string? Joined(IEnumerable<string?> labels)
    {
        string joined = string.Join("; ", labels.Where(static label => label is not null));
        return joined.Length == 0 ? null : joined;
    }
}
