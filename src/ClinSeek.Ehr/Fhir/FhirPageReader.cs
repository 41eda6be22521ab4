using System.Text.Json;
using System.Text.Unicode;

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

    public static readonly JsonDocumentOptions Lenient = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a page that was kept.</summary>
    public static FhirPage Read(RecordPage page) => Read(page.Source, page.MediaType, page.Content, isFetched: page.Url is not null);

    public static FhirPage Read(string source, string mediaType, ReadOnlyMemory<byte> content, bool isFetched = false)
    {
        content = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var page = new FhirPage(source, content) { MediaType = mediaType, IsFetched = isFetched };
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
            ReadLines(page);
        }
        else
        {
            ReadDocument(page);
        }

        return page;
    }

    private static void ReadDocument(FhirPage page)
    {
        int issues = page.Issues.Count;
        try
        {
            new FhirPageScan(page).ReadDocument();
        }
        catch (JsonException broken)
        {
            page.Issues.Insert(issues, $"{page.Source}: broken JSON near line {(broken.LineNumber ?? 0) + 1}; the resources after it are missing. Export the file again.");
        }
    }

    private static void ReadLines(FhirPage page)
    {
        ReadOnlySpan<byte> content = page.Content.Span;
        var scan = new FhirPageScan(page);
        int number = 0;
        for (int start = 0; start < content.Length;)
        {
            int end = content[start..].IndexOf((byte)'\n');
            int length = end < 0 ? content.Length - start : end;
            number++;
            if (!content.Slice(start, length).Trim(" \t\r"u8).IsEmpty)
            {
                int entries = page.Entries.Count;
                int issues = page.Issues.Count;
                try
                {
                    scan.ReadLine(new Place(start, length));
                }
                catch (JsonException)
                {
                    page.Entries.RemoveRange(entries, page.Entries.Count - entries);
                    page.Issues.RemoveRange(issues, page.Issues.Count - issues);
                    page.Issues.Add($"{page.Source}: line {number} is broken JSON and was left out. Export the file again.");
                }
            }

            start += length + 1;
        }
    }
}
