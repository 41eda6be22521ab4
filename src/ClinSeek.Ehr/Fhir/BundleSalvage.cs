using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Keeps the whole entries that stand before the broken place of a bundle.</summary>
internal static class BundleSalvage
{
    public static void Read(FhirPage page, ReadOnlyMemory<byte> content, JsonDocumentOptions options)
    {
        var reader = new Utf8JsonReader(content.Span, new JsonReaderOptions { MaxDepth = options.MaxDepth });
        try
        {
            if (!FindEntries(ref reader))
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                ReadOnlyMemory<byte> entry = content[start..(int)reader.BytesConsumed];
                FhirPageReader.AddEntry(page, page.Keep(JsonDocument.Parse(entry, options)).RootElement);
            }
        }
        catch (JsonException)
        {
            // The caller has recorded the broken place; here is where the whole entries end.
            return;
        }
    }

    private static bool FindEntries(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool entries = reader.ValueTextEquals("entry"u8);
            reader.Read();
            if (entries && reader.TokenType == JsonTokenType.StartArray)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
