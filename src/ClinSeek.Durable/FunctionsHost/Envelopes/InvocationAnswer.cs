using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Writes what the host reads as an invocation's outcome. Always an object: an empty or <c>null</c> body would let the
/// invocation hang until its time-out.
/// </summary>
public static class InvocationAnswer
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> Head => "{\"Outputs\":{},\"Logs\":[],\"ReturnValue\":\""u8;

    private static ReadOnlySpan<byte> Tail => "\"}"u8;

    /// <summary>A message as base64 in <c>ReturnValue</c>, as the durable triggers want it; written and encoded in one place.</summary>
    public static void WriteMessage(IBufferWriter<byte> output, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        var size = message.CalculateSize();
        var encoded = Base64.GetMaxEncodedToUtf8Length(size);
        var length = Head.Length + encoded + Tail.Length;
        var span = output.GetSpan(length)[..length];
        Head.CopyTo(span);
        var body = span.Slice(Head.Length, encoded);
        message.WriteTo(body[..size]);
        Base64.EncodeToUtf8InPlace(body, size, out _);
        Tail.CopyTo(span[^Tail.Length..]);
        output.Advance(length);
    }

    /// <summary>
    /// A text as a JSON string in <c>ReturnValue</c>. The host would reinterpret other JSON (it rewrites whatever looks like
    /// a date), and it leaves a string that holds JSON alone.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">The text; null for no value.</param>
    /// <param name="logs">Lines for the function's log. Never PHI.</param>
    public static void WriteText(IBufferWriter<byte> output, string? text, params ReadOnlySpan<string> logs)
    {
        using var writer = new Utf8JsonWriter(output, Writing);
        writer.WriteStartObject();
        writer.WriteStartObject("Outputs");
        writer.WriteEndObject();
        WriteLogs(writer, logs);
        writer.WriteString("ReturnValue", text);
        writer.WriteEndObject();
    }

    /// <summary>An HTTP answer as the output binding of that name. Its body travels as text.</summary>
    public static void WriteHttp(
        IBufferWriter<byte> output, string binding, int status, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var writer = new Utf8JsonWriter(output, Writing);
        writer.WriteStartObject();
        writer.WriteStartObject("Outputs");
        writer.WriteStartObject(binding);
        writer.WriteNumber("statusCode", status);
        writer.WriteStartObject("headers");
        foreach (var (name, value) in headers)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        if (!body.IsEmpty)
            writer.WriteString("body", body);
        writer.WriteEndObject();
        writer.WriteEndObject();
        WriteLogs(writer, []);
        writer.WriteNull("ReturnValue");
        writer.WriteEndObject();
    }

    private static void WriteLogs(Utf8JsonWriter writer, ReadOnlySpan<string> logs)
    {
        writer.WriteStartArray("Logs");
        foreach (var line in logs)
            writer.WriteStringValue(line);
        writer.WriteEndArray();
    }
}
