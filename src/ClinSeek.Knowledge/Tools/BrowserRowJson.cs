using System.Text.Json.Serialization;

namespace ClinSeek.Knowledge.Tools;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BrowserRow))]
internal sealed partial class BrowserRowJson : JsonSerializerContext;
