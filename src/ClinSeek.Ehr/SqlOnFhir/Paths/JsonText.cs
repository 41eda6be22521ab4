using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Strings of JSON that anyone may have written.</summary>
internal static class JsonText
{
    /// <summary>The text; an escaped lone surrogate, which has no text, stays the escape that it is.</summary>
    public static string Decode(JsonElement text)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (raw.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }

        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(raw);
        }
    }

    public static bool Is(JsonElement element, ReadOnlySpan<byte> value)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        return raw.SequenceEqual(value)
            || (raw.IndexOf((byte)'\\') >= 0 && Encoding.UTF8.GetBytes(Decode(element)).AsSpan().SequenceEqual(value));
    }
}
