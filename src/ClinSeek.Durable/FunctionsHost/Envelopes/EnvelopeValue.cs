using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// The value of one binding. The host writes objects as they are and everything else (strings, numbers, null) as a JSON
/// string that holds the value's JSON text; other hosts encode only once. Both are read.
/// </summary>
public readonly struct EnvelopeValue
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1024 };
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 1024 };

    private readonly Memory<byte> token;

    internal EnvelopeValue(JsonTokenType kind, Memory<byte> token)
    {
        Kind = kind;
        this.token = token;
    }

    /// <summary>What the member is in the body: an object, a string, ...</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The value as the string that the binding held; null for none. An object is its JSON text.</summary>
    /// <exception cref="MalformedEnvelopeException">It holds broken characters.</exception>
    public string? ReadText()
    {
        if (Kind == JsonTokenType.Null)
            return null;
        if (Kind != JsonTokenType.String)
            return Encoding.UTF8.GetString(token.Span);
        var outer = Unquote(token.Span);
        return outer switch
        {
            "null" => null,
            ['"', ..] => Inner(outer) ?? outer,
            _ => outer,
        };
    }

    /// <summary>The value as JSON text, as a durable activity's input is; null for none.</summary>
    /// <exception cref="MalformedEnvelopeException">It holds broken characters.</exception>
    public string? ReadJson()
    {
        if (Kind is JsonTokenType.Null)
            return null;
        if (Kind != JsonTokenType.String)
            return Encoding.UTF8.GetString(token.Span);
        var outer = Unquote(token.Span);
        if (outer is "null")
            return null;
        if (outer is ['"', ..] && Inner(outer) is { } inner && IsJson(inner))
            return inner is "null" ? null : inner;
        return IsJson(outer) ? outer : JsonSerializer.Serialize(outer);
    }

    /// <summary>The value as a JSON document, for bindings that hold an object.</summary>
    /// <exception cref="MalformedEnvelopeException">It is no JSON.</exception>
    public JsonDocument ReadDocument()
    {
        try
        {
            return Kind == JsonTokenType.String ? JsonDocument.Parse(ReadText() ?? "null", Parsing) : JsonDocument.Parse(token, Parsing);
        }
        catch (JsonException exception)
        {
            throw new MalformedEnvelopeException("The value of a binding is no JSON.", exception);
        }
    }

    /// <summary>The bytes of a base64 value, decoded in place: the value cannot be read again.</summary>
    public bool TryReadBase64(out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (Kind != JsonTokenType.String || token.Span.SequenceEqual("\"null\""u8))
            return false;
        var text = token[1..^1];
        if (text.Span.StartsWith("\\\""u8) && text.Span.EndsWith("\\\""u8) && text.Length >= 4)
            text = text[2..^2];
        if (text.Span.Contains((byte)'\\') && !TryUnescapeInPlace(ref text))
            return false;
        if (Base64.DecodeFromUtf8InPlace(text.Span, out var written) != OperationStatus.Done)
            return false;
        bytes = text[..written];
        return true;
    }

    // A sender may escape what need not be escaped, such as the slash. Unescaped text is shorter, so it fits its own place.
    private bool TryUnescapeInPlace(ref Memory<byte> text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            var quoted = token;
            while (TryCopyString(quoted.Span, rented, out var length))
            {
                rented.AsSpan(0, length).CopyTo(quoted.Span);
                text = quoted[..length];
                if (length < 2 || text.Span[0] != '"')
                    return true;
                quoted = text;
            }
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool TryCopyString(ReadOnlySpan<byte> quoted, Span<byte> into, out int length)
    {
        length = 0;
        try
        {
            var reader = new Utf8JsonReader(quoted, Reading);
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return false;
            length = reader.CopyString(into);
            return !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Unquote(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted, Reading);
            reader.Read();
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new MalformedEnvelopeException("The value of a binding holds broken characters.", exception);
        }
    }

    private static string? Inner(string outer)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(outer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A raw string that happens to begin with a quotation mark.
            return null;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text, Parsing).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
