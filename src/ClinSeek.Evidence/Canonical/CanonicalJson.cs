using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Evidence.Canonical;

/// <summary>
/// The JSON Canonicalization Scheme, RFC 8785: keys in the order of their UTF-16 code units, ECMAScript numbers, the fewest
/// escapes, no white space. Equal values have equal bytes, so they can be hashed and signed. Pure and thread-safe.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <exception cref="CanonicalJsonException">The text has no canonical form.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
            var output = new ArrayBufferWriter<byte>(Math.Max(utf8.Length, 16));
            Advance(ref reader);
            WriteValue(ref reader, output);
            return reader.Read()
                ? throw new CanonicalJsonException("There is text after the JSON value.")
                : output.WrittenSpan.ToArray();
        }
        catch (JsonException exception)
        {
            throw new CanonicalJsonException("The text is not JSON.", exception);
        }
        catch (InvalidOperationException exception)
        {
            // This is how the reader reports text that is no Unicode: bad UTF-8 and lone surrogates.
            throw new CanonicalJsonException("A string is not well-formed Unicode.", exception);
        }
    }

    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <exception cref="CanonicalJsonException">The text has no canonical form.</exception>
    public static byte[] Canonicalize(string json) => Canonicalize(StrictUtf8(json));

    /// <summary>The canonical bytes of a value as <see cref="EvidenceJson.Options"/> writes it.</summary>
    /// <exception cref="CanonicalJsonException">The value has no canonical form.</exception>
    public static byte[] Serialize<T>(T value) => Canonicalize(JsonSerializer.SerializeToUtf8Bytes(value, EvidenceJson.Options));

    /// <summary>Whether the bytes are their own canonical form.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Canonicalize(utf8).AsSpan().SequenceEqual(utf8);
        }
        catch (CanonicalJsonException)
        {
            return false;
        }
    }

    private static void WriteValue(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, output);
                break;
            case JsonTokenType.String:
                WriteString(reader.GetString()!, output);
                break;
            case JsonTokenType.Number:
                output.Write(Encoding.ASCII.GetBytes(CanonicalNumber.Format(reader.GetDouble())));
                break;
            case JsonTokenType.True:
                output.Write("true"u8);
                break;
            case JsonTokenType.False:
                output.Write("false"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        var members = new SortedList<string, byte[]>(StringComparer.Ordinal);
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            Advance(ref reader);
            var value = new ArrayBufferWriter<byte>(64);
            WriteValue(ref reader, value);
            if (!members.TryAdd(name, value.WrittenSpan.ToArray()))
            {
                throw new CanonicalJsonException("An object repeats a key.");
            }
        }

        output.Write("{"u8);
        bool first = true;
        foreach ((string name, byte[] value) in members)
        {
            output.Write(first ? default : ","u8);
            first = false;
            WriteString(name, output);
            output.Write(":"u8);
            output.Write(value);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        bool first = true;
        while (Advance(ref reader) != JsonTokenType.EndArray)
        {
            output.Write(first ? default : ","u8);
            first = false;
            WriteValue(ref reader, output);
        }

        output.Write("]"u8);
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (char unit in text)
        {
            _ = unit switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\f' => escaped.Append("\\f"),
                '\r' => escaped.Append("\\r"),
                < ' ' => escaped.Append("\\u00").Append(((int)unit).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => escaped.Append(unit),
            };
        }

        output.Write(StrictUtf8(escaped.Append('"').ToString()));
    }

    private static byte[] StrictUtf8(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CanonicalJsonException("A string holds a lone surrogate.", exception);
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static JsonTokenType Advance(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new CanonicalJsonException("The JSON text ends too early.");
}
