using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Ehr.Time;

/// <summary>A path is a string in the policy file.</summary>
internal sealed class TimePathConverter : JsonConverter<TimePath>
{
    public override TimePath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() is { Length: > 0 } text ? text : throw new JsonException("A time path is empty."));

    public override void Write(Utf8JsonWriter writer, TimePath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
