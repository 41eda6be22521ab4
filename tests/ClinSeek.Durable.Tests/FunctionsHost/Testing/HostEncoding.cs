using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace ClinSeek.Durable.Tests.FunctionsHost.Testing;

/// <summary>Envelopes as the Functions host writes them: objects as they are, every other value as a string of its JSON text.</summary>
internal static class HostEncoding
{
    // As the host's serializer: quotation marks, backslashes and control characters only.
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A string that a binding held, as the member of the envelope.</summary>
    public static string Twice(string? clrText) => Quote(JsonSerializer.Serialize(clrText, Writing));

    public static string Quote(string text) => JsonSerializer.Serialize(text, Writing);

    public static string Turn(IMessage request) => Envelope(("contextTrigger", Twice(Convert.ToBase64String(request.ToByteArray()))));

    public static string Activity(string? inputJson, string instanceId = "case-1") => Envelope(
        [("inputTrigger", Twice(inputJson))],
        [("instanceId", Twice(instanceId)), ("data", inputJson ?? "\"null\"")]);

    public static string Envelope(params (string Name, string Json)[] data) => Envelope(data, []);

    public static string Envelope((string Name, string Json)[] data, (string Name, string Json)[] metadata)
    {
        var text = new StringBuilder("{\"Data\":{");
        text.AppendJoin(',', data.Select(member => $"{Quote(member.Name)}:{member.Json}"));
        text.Append("},\"Metadata\":{");
        text.AppendJoin(',', metadata.Append(("sys", new JsonObject { ["MethodName"] = "F", ["UtcNow"] = "2026-01-02T03:04:05Z", ["RandGuid"] = "g" }.ToJsonString()))
            .Select(member => $"{Quote(member.Item1)}:{member.Item2}"));
        return text.Append("}}").ToString();
    }
}
