using System.Security.Cryptography;
using System.Text.Json;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Goes over the JSON of a page once and enters its resources: bundles' entries, and resources that stand alone. Entries that stand
/// before a broken place have been entered when the exception comes.
/// </summary>
internal sealed class FhirPageScan(FhirPage page)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = FhirPageReader.MaxDepth };

    /// <summary>Reads a page that is one bundle or resource.</summary>
    /// <exception cref="JsonException">The JSON is broken.</exception>
    public void ReadDocument()
    {
        Root root = Read(new Place(0, page.Content.Length));
        page.RootType = page.Text(root.Head.Type);
        page.IsFhir = page.RootType is not null;
        if (page.IsFhir)
        {
            Finish(root, page.RootType);
        }
    }

    /// <summary>Reads a line of NDJSON. Bulk exports list deletions as transaction bundles, one a line.</summary>
    /// <exception cref="JsonException">The JSON is broken.</exception>
    public void ReadLine(Place line)
    {
        Root root = Read(line);
        Finish(root, page.TypeOf(root.Head.Type));
    }

    private void Finish(in Root root, string? type)
    {
        if (type == "Bundle")
        {
            page.Next = root.Next ?? page.Next;
            page.Self = root.Self ?? page.Self;
            page.Total = root.Total;
            return;
        }

        // What a list calls its entries are no resources.
        Forget(root);
        AddResource(root.Head, root.Whole, root.Whole, default, included: false);
    }

    private Root Read(Place json)
    {
        var reader = new Utf8JsonReader(json.Of(page.Content).Span, Options);
        var root = new Root { Entries = page.Entries.Count, Issues = page.Issues.Count };
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!root.Head.TryTake(ref reader, json.Start) && !TryTakeBundle(ref reader, json.Start, ref root))
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }

        root.Whole = new Place(json.Start + start, (int)reader.BytesConsumed - start);
        // What follows a whole value breaks it.
        reader.Read();
        return root;
    }

    private void Forget(in Root root)
    {
        page.Entries.RemoveRange(root.Entries, page.Entries.Count - root.Entries);
        page.Issues.RemoveRange(root.Issues, page.Issues.Count - root.Issues);
    }

    private bool TryTakeBundle(ref Utf8JsonReader reader, int origin, ref Root root)
    {
        if (ResourceHead.Is(ref reader, "entry"u8))
        {
            Forget(root);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return true;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadEntry(ref reader, origin);
            }

            return true;
        }

        if (ResourceHead.Is(ref reader, "link"u8))
        {
            reader.Read();
            ReadLinks(ref reader, origin, ref root);
            return true;
        }

        if (ResourceHead.Is(ref reader, "total"u8))
        {
            reader.Read();
            root.Total = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long total) ? (int)total : null;
            reader.Skip();
            return true;
        }

        return false;
    }

    private void ReadLinks(ref Utf8JsonReader reader, int origin, ref Root root)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Place relation = default;
            Place url = default;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ResourceHead.Is(ref reader, "relation"u8))
                {
                    relation = ResourceHead.Text(ref reader, origin);
                }
                else if (ResourceHead.Is(ref reader, "url"u8))
                {
                    url = ResourceHead.Text(ref reader, origin);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (page.RawText(relation).SequenceEqual("next"u8))
            {
                root.Next = page.Text(url);
            }
            else if (page.RawText(relation).SequenceEqual("self"u8))
            {
                root.Self = page.Text(url);
            }
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader, int origin)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        int start = (int)reader.TokenStartIndex;
        ResourceHead head = default;
        Place resource = default;
        Place fullUrl = default;
        (Place Method, Place Url) request = default;
        Response response = default;
        Place mode = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ResourceHead.Is(ref reader, "resource"u8))
            {
                reader.Read();
                (head, resource) = ReadResource(ref reader, origin);
            }
            else if (ResourceHead.Is(ref reader, "fullUrl"u8))
            {
                fullUrl = ResourceHead.Text(ref reader, origin);
            }
            else if (ResourceHead.Is(ref reader, "request"u8))
            {
                request = ResourceHead.Pair(ref reader, origin, "method"u8, "url"u8);
            }
            else if (ResourceHead.Is(ref reader, "response"u8))
            {
                response = Response.Read(ref reader, origin);
            }
            else if (ResourceHead.Is(ref reader, "search"u8))
            {
                mode = ResourceHead.Pair(ref reader, origin, "mode"u8, default).First;
            }
            else
            {
                reader.Skip();
            }
        }

        var raw = new Place(origin + start, (int)reader.BytesConsumed - start);
        if (!resource.IsNone)
        {
            AddResource(head, resource, raw, fullUrl, page.RawText(mode).SequenceEqual("include"u8));
        }
        else if (page.RawText(request.Method).SequenceEqual("DELETE"u8))
        {
            AddDeletion(raw, fullUrl, request.Url, response);
        }
        else if (page.Text(response.Status) is { } status && status[0] is '4' or '5')
        {
            page.Issues.Add($"{page.Source}: the server answered an entry with an error ({status[..Math.Min(3, status.Length)]}). Ask for that part again.");
        }
    }

    private static (ResourceHead Head, Place Resource) ReadResource(ref Utf8JsonReader reader, int origin)
    {
        ResourceHead head = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        int start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!head.TryTake(ref reader, origin))
            {
                reader.Skip();
            }
        }

        return (head, new Place(origin + start, (int)reader.BytesConsumed - start));
    }

    private void AddResource(in ResourceHead head, Place resource, Place raw, Place fullUrl, bool included)
    {
        if (page.TypeOf(head.Type) is not { } type)
        {
            page.Issues.Add($"{page.Source}: an entry has no resourceType and was left out. Export the file again.");
            return;
        }

        if (type == "OperationOutcome")
        {
            AddOutcome(resource);
            return;
        }

        string key = page.KeyOf(type, head.Id) ?? type + "/" + (IdOf(page.Text(fullUrl)) ?? ContentId(resource));
        page.Entries.Add(new FhirEntry(page, type, key, raw, resource, fullUrl)
        {
            Version = page.VersionOf(head.Version),
            LastUpdated = FhirTime.Parse(page.RawText(head.Updated))?.End,
            Subject = page.SubjectOf(head.SubjectPlaces),
            Included = included,
            Names = head.Names,
        });
    }

    private void AddOutcome(Place outcome)
    {
        using JsonDocument document = JsonDocument.Parse(outcome.Of(page.Content), FhirPageReader.Lenient);
        foreach (JsonElement issue in document.RootElement.Get("issue"u8).Items())
        {
            if (issue.Is("severity"u8, "error"u8) || issue.Is("severity"u8, "fatal"u8))
            {
                page.Issues.Add($"{page.Source}: the server reported an error ({issue.Text("code"u8) ?? "unspecified"}) in place of data. Ask for that part again.");
            }
        }
    }

    private void AddDeletion(Place raw, Place fullUrl, Place url, in Response response)
    {
        string? key = FhirReference.Key(page.Text(url) ?? string.Empty) ?? FhirReference.Key(page.Text(fullUrl) ?? string.Empty);
        if (key is null)
        {
            return;
        }

        page.Entries.Add(new FhirEntry(page, key[..key.IndexOf('/', StringComparison.Ordinal)], key, raw, default, fullUrl)
        {
            Version = page.Text(response.ETag)?.Replace("W/", string.Empty, StringComparison.Ordinal).Trim('"'),
            LastUpdated = FhirTime.Parse(page.RawText(response.Modified))?.End,
        });
    }

    /// <summary>Resources that were never given an id are still not one another: the same content is the same resource.</summary>
    private string ContentId(Place resource) =>
        "sha256-" + Convert.ToHexStringLower(SHA256.HashData(resource.Of(page.Content).Span).AsSpan(0, 16));

    private static string? IdOf(string? fullUrl) => fullUrl?[(Math.Max(fullUrl.LastIndexOf('/'), fullUrl.LastIndexOf(':')) + 1)..];

    /// <summary>What was read of the outermost object, and how much the page held before it.</summary>
    private struct Root
    {
        public ResourceHead Head;
        public Place Whole;
        public string? Next;
        public string? Self;
        public int? Total;
        public int Entries;
        public int Issues;
    }

    /// <summary>What a server said to an entry.</summary>
    private readonly record struct Response(Place Status, Place ETag, Place Modified)
    {
        public static Response Read(ref Utf8JsonReader reader, int origin)
        {
            Response read = default;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return read;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ResourceHead.Is(ref reader, "status"u8))
                {
                    read = read with { Status = ResourceHead.Text(ref reader, origin) };
                }
                else if (ResourceHead.Is(ref reader, "etag"u8))
                {
                    read = read with { ETag = ResourceHead.Text(ref reader, origin) };
                }
                else if (ResourceHead.Is(ref reader, "lastModified"u8))
                {
                    read = read with { Modified = ResourceHead.Text(ref reader, origin) };
                }
                else
                {
                    reader.Skip();
                }
            }

            return read;
        }
    }
}
