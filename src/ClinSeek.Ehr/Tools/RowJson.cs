using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClinSeek.Ehr.Tools;

/// <summary>Rows as JSON objects, numbers as numbers.</summary>
internal static class RowJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement Of(IReadOnlyList<string> names, IReadOnlyList<object?> values)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            for (int place = 0; place < names.Count; place++)
            {
                writer.WritePropertyName(names[place]);
                Write(writer, values[place]);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<string> texts:
                writer.WriteStartArray();
                foreach (string text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A cell cannot hold {value.GetType().Name}.");
        }
    }
}
