using System.Text.Json.Serialization;

namespace ClinSeek.Knowledge.Pages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KnowledgePage))]
internal sealed partial class PageJson : JsonSerializerContext;
