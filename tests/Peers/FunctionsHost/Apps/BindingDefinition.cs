using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>One binding of a function.json.</summary>
public sealed record BindingDefinition(JObject Members)
{
    public string Name { get; } = (string?)Members["name"] ?? "";

    public string Type { get; } = (string?)Members["type"] ?? "";

    public bool IsInput { get; } = !string.Equals((string?)Members["direction"], "out", StringComparison.OrdinalIgnoreCase);

    public bool IsTrigger => Type.EndsWith("trigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether values of this binding are bytes for both sides.</summary>
    public bool IsBinary => string.Equals(Text("dataType"), "binary", StringComparison.OrdinalIgnoreCase);

    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>A member that is a string, or null.</summary>
    public string? Text(string member) => Members.GetValue(member, StringComparison.OrdinalIgnoreCase) is JValue { Type: JTokenType.String } value ? (string?)value : null;
}
