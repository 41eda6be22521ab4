using System.Runtime.InteropServices;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>
/// What concepts say, kept for the length of a build: a record codes the same tests, categories and units again and again, byte for
/// byte. Not thread-safe.
/// </summary>
internal sealed class ConceptTexts(RowContext row)
{
    private const int LongestElement = 2_000;

    private readonly Slot[] _slots = new Slot[1024];

    /// <summary>The part of a concept, or of the resource that it refers to; null for no object.</summary>
    public string? Of(ConceptPart part, JsonElement element)
    {
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
        {
            return null;
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        if (raw.Length > LongestElement)
        {
            return Read(part, element, row.Concept(element));
        }

        ref Slot slot = ref _slots[(ByteHash.Of(raw) + (int)part) & (_slots.Length - 1)];
        if (slot.Part == part && slot.Written.Length > 0 && raw.SequenceEqual(slot.Written))
        {
            return slot.Text;
        }

        JsonElement concept = row.Concept(element);
        string? text = Read(part, element, concept);
        // What a reference leads to depends on more than its own words.
        if (concept.ValueKind == element.ValueKind && JsonMarshal.GetRawUtf8Value(concept) == raw)
        {
            slot.Set(part, raw, text);
        }

        return text;
    }

    private static string? Read(ConceptPart part, JsonElement element, JsonElement concept) => part switch
    {
        ConceptPart.Codes => Concept.Tokens([concept]),
        ConceptPart.Display => concept.Get("coding"u8).First().Text("display"u8) ?? concept.Text("text"u8),
        ConceptPart.CodeOrText => Concept.CodeOrText(element),
        ConceptPart.System => CodeSystems.Short(element),
        _ => element.ValueKind == JsonValueKind.Object ? Concept.Label(concept) ?? element.Text("display"u8) : null,
    };

    /// <summary>An element as it was written, with what was read of it.</summary>
    private struct Slot
    {
        private byte[]? _bytes;
        private int _length;

        public ConceptPart Part { get; private set; }

        public string? Text { get; private set; }

        public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

        public void Set(ConceptPart part, ReadOnlySpan<byte> raw, string? text)
        {
            _bytes = _bytes is { } kept && kept.Length >= raw.Length ? kept : new byte[raw.Length];
            raw.CopyTo(_bytes);
            (_length, Part, Text) = (raw.Length, part, text);
        }
    }
}
