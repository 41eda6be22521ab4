using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable;

/// <summary>
/// Results travel as <c>{"$durable":1,"ok":VALUE}</c> and failures as <c>{"$durable":1,"failed":{type,message,nonRetriable,inner}}</c>,
/// so that a failure keeps its type, causes and flag under a host that would report only its own exception. A result
/// without the mark is read as a plain value. A host may hand the text on as a JSON string that holds the envelope.
/// </summary>
public sealed class EnvelopeCodec : IResultCodec
{
    private const int Version = 1;
    private const string Mark = "$durable";
    private const int DeepestInner = 32;
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1024 };

    public static EnvelopeCodec Instance { get; } = new();

    public string? EncodeResult(string? valueJson) =>
        string.IsNullOrEmpty(valueJson) ? "{\"$durable\":1,\"ok\":null}" : string.Concat("{\"$durable\":1,\"ok\":", valueJson, "}");

    public string? EncodeFailure(TaskFailureDetails failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Mark, Version);
            writer.WritePropertyName("failed");
            WriteFailure(writer, failure, DeepestInner);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public DecodedResult Decode(string? result)
    {
        if (string.IsNullOrEmpty(result) || !result.Contains(Mark, StringComparison.Ordinal))
            return new(result, null);
        try
        {
            using var document = JsonDocument.Parse(result, Reading);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
                return root.TryGetProperty(Mark, out var version) ? Open(root, version) : new(result, null);
            return root.ValueKind == JsonValueKind.String && root.GetString() is ['{', ..] inner && LooksMarked(inner)
                ? Decode(inner)
                : new(result, null);
        }
        catch (JsonException)
        {
            // Not JSON at all: a plain result, whose reader will say what is wrong with it.
            return new(result, null);
        }
    }

    private static bool LooksMarked(string text) => text.AsSpan(1).TrimStart().StartsWith("\"$durable\"");

    private static DecodedResult Open(JsonElement root, JsonElement version)
    {
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            return new(null, new TaskFailureDetails(
                "UnknownResultEnvelope",
                $"The task result is an envelope of version {version.GetRawText()}; this worker reads version {Version}. Run the worker version that started the instance, or a newer one.",
                IsNonRetriable: true));
        if (root.TryGetProperty("failed", out var failed) && failed.ValueKind == JsonValueKind.Object)
            return new(null, ReadFailure(failed));
        return new(root.TryGetProperty("ok", out var ok) && ok.ValueKind != JsonValueKind.Null ? ok.GetRawText() : null, null);
    }

    private static TaskFailureDetails ReadFailure(JsonElement failed) => new(
        Text(failed, "type") ?? TaskFailureDetails.Unknown.ErrorType,
        Text(failed, "message") ?? string.Empty,
        null,
        failed.TryGetProperty("inner", out var inner) && inner.ValueKind == JsonValueKind.Object ? ReadFailure(inner) : null,
        failed.TryGetProperty("nonRetriable", out var flag) && flag.ValueKind == JsonValueKind.True);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static void WriteFailure(Utf8JsonWriter writer, TaskFailureDetails failure, int levelsLeft)
    {
        writer.WriteStartObject();
        writer.WriteString("type", failure.ErrorType);
        writer.WriteString("message", failure.ErrorMessage);
        writer.WriteBoolean("nonRetriable", failure.IsNonRetriable);
        if (failure.InnerFailure is { } inner && levelsLeft > 0)
        {
            writer.WritePropertyName("inner");
            WriteFailure(writer, inner, levelsLeft - 1);
        }

        writer.WriteEndObject();
    }
}
