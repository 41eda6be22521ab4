using System.Text.Json;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>A request as a handler received it.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, long? ContentLength, string Body)
{
    /// <summary>A binding's member as it stands in the body, after one JSON parse.</summary>
    public JsonElement Data(string name) => JsonDocument.Parse(Body).RootElement.GetProperty(nameof(Data)).GetProperty(name);

    public JsonElement Metadata => JsonDocument.Parse(Body).RootElement.GetProperty(nameof(Metadata));

    /// <summary>A member that is a string holding JSON text: the value after the second parse.</summary>
    public string? Text(string name) => JsonSerializer.Deserialize<string>(Data(name).GetString()!);
}
