using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Evidence.Cases;

/// <summary>Writes an evidence id as its text.</summary>
internal sealed class EvidenceIdConverter : JsonConverter<EvidenceId>
{
    public override EvidenceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EvidenceId.TryParse(reader.GetString(), out EvidenceId id) ? id : throw new JsonException("Not an evidence id.");

    public override void Write(Utf8JsonWriter writer, EvidenceId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
