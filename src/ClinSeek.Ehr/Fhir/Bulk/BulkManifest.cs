using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>What an export produced. Reads the form of every edition: <c>error</c> of the older ones, <c>outcome</c> and next links of the newest.</summary>
internal sealed record BulkManifest(
    DateTimeOffset? TransactionTime, bool RequiresAccessToken, IReadOnlyList<BulkFile> Output, IReadOnlyList<BulkFile> Deleted, IReadOnlyList<BulkFile> Errors, string? Next)
{
    /// <summary>The manifest, or null where the content is none.</summary>
    public static BulkManifest? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            if (root.Get("output"u8).ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            return new BulkManifest(
                Time.FhirTime.Parse(root.Get("transactionTime"u8).RawText())?.Start,
                root.Get("requiresAccessToken"u8).ValueKind == JsonValueKind.True,
                Files(root.Get("output"u8)),
                Files(root.Get("deleted"u8)),
                [.. Files(root.Get("error"u8)), .. Files(root.Get("outcome"u8))],
                root.Get("link"u8).Items().Where(static link => link.Is("relation"u8, "next"u8)).Select(static link => link.Text("url"u8)).FirstOrDefault());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BulkFile[] Files(JsonElement list) => [.. list.Items()
        .Where(static file => file.Text("url"u8) is not null)
        .Select(static file => new BulkFile(file.Text("type"u8) ?? "unstated", file.Text("url"u8)!, (int?)file.Get("count"u8).Integer()))];
}
