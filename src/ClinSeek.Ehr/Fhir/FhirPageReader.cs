using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Reads a page of bytes: a bundle of any type, a single resource or NDJSON. Pure. What stands before a broken place is kept and the
/// page says that it is incomplete.
/// </summary>
internal static class FhirPageReader
{
    public const string Json = "application/fhir+json";
    public const string Ndjson = "application/fhir+ndjson";

    public const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a page that was kept.</summary>
    public static FhirPage Read(RecordPage page) => Read(page.Source, page.MediaType, page.Content, isFetched: page.Url is not null);

    public static FhirPage Read(string source, string mediaType, ReadOnlyMemory<byte> content, bool isFetched = false)
    {
        var page = new FhirPage(source) { MediaType = mediaType, IsFetched = isFetched };
        if (content.Span.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        if (content.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            page.Issues.Add($"{source}: the file is empty. Export it again.");
        }
        else if (!Utf8.IsValid(content.Span))
        {
            page.Issues.Add($"{source}: the file is not UTF-8 text. FHIR JSON is always UTF-8; save it so.");
        }
        else if (mediaType == Ndjson)
        {
            ReadLines(page, content);
        }
        else
        {
            ReadDocument(page, content);
        }

        return page;
    }

    private static void ReadDocument(FhirPage page, ReadOnlyMemory<byte> content)
    {
        JsonElement root;
        try
        {
            root = page.Keep(JsonDocument.Parse(content, Lenient)).RootElement;
        }
        catch (JsonException broken)
        {
            page.Issues.Add($"{page.Source}: broken JSON near line {(broken.LineNumber ?? 0) + 1}; the resources after it are missing. Export the file again.");
            BundleSalvage.Read(page, content, Lenient);
            return;
        }

        page.RootType = root.Text("resourceType"u8);
        if (page.RootType is not { } type)
        {
            page.IsFhir = false;
        }
        else if (type == "Bundle")
        {
            ReadBundle(page, root);
        }
        else
        {
            AddResource(page, root, root, default);
        }
    }

    private static void ReadLines(FhirPage page, ReadOnlyMemory<byte> content)
    {
        int number = 0;
        while (!content.IsEmpty)
        {
            int end = content.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            number++;
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            try
            {
                JsonElement resource = page.Keep(JsonDocument.Parse(line, Lenient)).RootElement;
                if (resource.Is("resourceType"u8, "Bundle"u8))
                {
                    // Bulk exports list deletions as transaction bundles, one a line.
                    ReadBundle(page, resource);
                }
                else
                {
                    AddResource(page, resource, resource, default);
                }
            }
            catch (JsonException)
            {
                page.Issues.Add($"{page.Source}: line {number} is broken JSON and was left out. Export the file again.");
            }
        }
    }

    private static void ReadBundle(FhirPage page, JsonElement bundle)
    {
        foreach (JsonElement link in bundle.Get("link"u8).Items())
        {
            if (link.Is("relation"u8, "next"u8))
            {
                page.Next = link.Text("url"u8);
            }
            else if (link.Is("relation"u8, "self"u8))
            {
                page.Self = link.Text("url"u8);
            }
        }

        page.Total = (int?)bundle.Get("total"u8).Integer();
        JsonElement entries = bundle.Get("entry"u8);
        page.Entries.EnsureCapacity(page.Entries.Count + (entries.ValueKind == JsonValueKind.Array ? entries.GetArrayLength() : 0));
        foreach (JsonElement entry in entries.Items())
        {
            AddEntry(page, entry);
        }
    }

    internal static void AddEntry(FhirPage page, JsonElement entry)
    {
        JsonElement resource = entry.Get("resource"u8);
        if (resource.ValueKind == JsonValueKind.Object)
        {
            AddResource(page, resource, entry, entry);
        }
        else if (entry.Get("request"u8).Is("method"u8, "DELETE"u8))
        {
            AddDeletion(page, entry);
        }
        else if (entry.Get("response"u8).Text("status"u8) is { } status && status[0] is '4' or '5')
        {
            page.Issues.Add($"{page.Source}: the server answered an entry with an error ({status[..Math.Min(3, status.Length)]}). Ask for that part again.");
        }
    }

    private static void AddResource(FhirPage page, JsonElement resource, JsonElement raw, JsonElement bundled)
    {
        if (page.TypeOf(resource) is not { } type)
        {
            page.Issues.Add($"{page.Source}: an entry has no resourceType and was left out. Export the file again.");
            return;
        }

        if (type == "OperationOutcome")
        {
            AddOutcome(page, resource);
            return;
        }

        JsonElement meta = resource.Get("meta"u8);
        string id = resource.Text("id"u8) ?? IdOf(bundled.Text("fullUrl"u8)) ?? ContentId(resource);
        page.Entries.Add(new FhirEntry(
            type, type + "/" + id, page.VersionOf(meta), FhirTime.Parse(meta.Get("lastUpdated"u8).RawText())?.End, resource, raw, Deleted: false));
    }

    private static void AddOutcome(FhirPage page, JsonElement outcome)
    {
        foreach (JsonElement issue in outcome.Get("issue"u8).Items())
        {
            if (issue.Is("severity"u8, "error"u8) || issue.Is("severity"u8, "fatal"u8))
            {
                page.Issues.Add($"{page.Source}: the server reported an error ({issue.Text("code"u8) ?? "unspecified"}) in place of data. Ask for that part again.");
            }
        }
    }

    private static void AddDeletion(FhirPage page, JsonElement entry)
    {
        string? key = FhirReference.Key(entry.Get("request"u8).Text("url"u8) ?? string.Empty) ?? FhirReference.Key(entry.Text("fullUrl"u8) ?? string.Empty);
        if (key is null)
        {
            return;
        }

        JsonElement response = entry.Get("response"u8);
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        string? version = response.Text("etag"u8)?.Replace("W/", string.Empty, StringComparison.Ordinal).Trim('"');
        page.Entries.Add(new FhirEntry(
            key[..slash], key, version, FhirTime.Parse(response.Get("lastModified"u8).RawText())?.End, default, entry, Deleted: true));
    }

    /// <summary>Resources that were never given an id are still not one another: the same content is the same resource.</summary>
    private static string ContentId(JsonElement resource) =>
        "sha256-" + Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(resource)).AsSpan(0, 16));

    private static string? IdOf(string? fullUrl) => fullUrl is null
        ? null
        : fullUrl[(Math.Max(fullUrl.LastIndexOf('/'), fullUrl.LastIndexOf(':')) + 1)..];
}
