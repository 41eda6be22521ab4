using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Reading FHIR JSON that may be anything: a missing or wrongly typed element is Undefined or null, never an exception.</summary>
internal static class FhirElement
{
    public static JsonElement Get(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    public static JsonElement Get(this JsonElement element, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        element.Get(first).Get(second);

    /// <summary>The first item of an array; a single object where an array belongs is taken as its only item.</summary>
    public static JsonElement First(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.GetArrayLength() > 0 ? element[0] : default,
        JsonValueKind.Object => element,
        _ => default,
    };

    public static JsonElement.ArrayEnumerator Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;

    /// <summary>A non-blank string, or null.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = Decode(element);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) => element.Get(name).Text();

    public static bool Is(this JsonElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        element.Get(name).RawText().SequenceEqual(value);

    public static double? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value) ? value : null;

    public static long? Integer(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) ? value : null;

    /// <summary>The string as UTF-8; without a copy unless it holds escapes, as some writers make of «/» and «+».</summary>
    public static ReadOnlySpan<byte> RawText(this JsonElement element)
    {
        ReadOnlySpan<byte> raw = Quoted(element);
        return raw.IndexOf((byte)'\\') < 0 ? raw : Encoding.UTF8.GetBytes(Decode(element));
    }

    /// <summary>The text of a JSON string with its quotes; an escaped lone surrogate, which has no text, stays the escape that it is.</summary>
    public static string Decode(ReadOnlyMemory<byte> quoted)
    {
        ReadOnlySpan<byte> raw = quoted.Span[1..^1];
        if (raw.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }

        using JsonDocument document = JsonDocument.Parse(quoted);
        return Decode(document.RootElement);
    }

    private static ReadOnlySpan<byte> Quoted(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return default;
        }

        ReadOnlySpan<byte> quoted = JsonMarshal.GetRawUtf8Value(element);
        return quoted[1..^1];
    }

    private static string Decode(JsonElement element)
    {
        ReadOnlySpan<byte> raw = Quoted(element);
        if (raw.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }

        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate has no text; its escape is the honest rendering of it.
            return Encoding.UTF8.GetString(raw);
        }
    }
}
