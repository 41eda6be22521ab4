using System.Text.Json.Serialization;

namespace ClinSeek.Knowledge.Terminology;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CodedTerm))]
internal sealed partial class TerminologyJson : JsonSerializerContext;
