using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.search</c>: a page of links, each with the lines of its document that say most of what was sought.</summary>
internal sealed class SearchTool(BrowserSession session)
{
    private const int MaxQuery = 1000;
    private const int MaxResults = 20;
    private const int MaxTitle = 300;

    public async Task<ToolResult> CallAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        string written = arguments.Text("query")?.ReplaceLineEndings(" ").Trim() ?? string.Empty;
        int count = Math.Clamp(arguments.Number("topn", 10), 1, MaxResults);
        string? only = arguments.Text("source")?.Trim() is { Length: > 0 } source ? source : null;
        if (arguments.Problem is { } problem)
        {
            return ToolResult.Of(ToolOutcome.Failed, problem);
        }

        if (written.Length == 0 || written.Length > MaxQuery)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"query must be a few medical words, at most {MaxQuery} characters.");
        }

        ScrubbedQuery scrubbed = session.Scrubber.Scrub(written);
        if (scrubbed.Text.Length == 0)
        {
            return ToolResult.Of(ToolOutcome.Denied, "The query held nothing but what may identify the patient, which never goes into a search. Ask about the disease, test or sign.");
        }

        try
        {
            SourceResults found = await session.Sources.SearchAsync(scrubbed.Text, count, only, cancellationToken);
            string? note = string.Join(" ", new[] { scrubbed.Note, found.Note }.OfType<string>()) is { Length: > 0 } text ? text : null;
            return found.Hits.Count == 0
                ? ToolResult.Of(ToolOutcome.Empty, "No passage matches. Try other words for it, or fewer." + (note is null ? string.Empty : " " + note))
                : await ShowAsync(scrubbed.Text, found, count, note, cancellationToken);
        }
        catch (SourceException error)
        {
            return ToolResult.Of(ToolOutcome.Failed, "Error during search: " + error.Message);
        }
    }

    private async Task<ToolResult> ShowAsync(string query, SourceResults found, int count, string? note, CancellationToken cancellationToken)
    {
        List<string> lines = ["# Search Results", string.Empty];
        if (note is not null)
        {
            lines.InsertRange(1, TextWrap.Lines(note));
        }

        var links = new List<PageLink>();
        var starts = new List<int>();
        foreach (SourceHit hit in found.Hits)
        {
            starts.Add(lines.Count);
            string title = hit.Title.Length <= MaxTitle ? hit.Title : hit.Title[..MaxTitle];
            string site = Uri.TryCreate(hit.Address, UriKind.Absolute, out Uri? address) && address.Scheme.StartsWith("http", StringComparison.Ordinal) ? "†" + address.Host : string.Empty;
            lines.Add($"  * 【{links.Count}†{title}{site}】");
            lines.AddRange(hit.Summary);
            lines.Add(string.Empty);
            links.Add(new PageLink(hit.Address, title, hit.Line, string.Join(' ', hit.Summary)));
        }

        var page = new KnowledgePage
        {
            Kind = PageKind.Search,
            Address = PageAddress.Search + Uri.EscapeDataString(query),
            Title = query,
            Lines = lines,
            TextLines = lines.Count,
            Links = links,
        };
        string hash = await session.Pages.PutAsync(page, cancellationToken);
        int end = PageView.End(lines, 0, null);
        SourceHit[] shown = [.. found.Hits.Where((hit, at) => starts[at] + hit.Summary.Count < end)];
        bool cut = shown.Length < found.Hits.Count;
        int cursor = session.History.NextCursor;
        return new ToolResult
        {
            Outcome = cut ? ToolOutcome.Truncated : ToolOutcome.Ok,
            Schema = ToolSchemas.Passages,
            Rows = [.. shown.Select((hit, link) => Row(hit, link, cursor, hash).ToJson())],
            Text = PageView.Text(cursor, page, 0, end),
            Shown = shown.Length,
            Total = Math.Max(found.Total, found.Hits.Count),
            Next = cut ? string.Create(CultureInfo.InvariantCulture, $"browser.open with cursor={cursor}, loc={end}")
                : found.Total <= shown.Length ? null
                : count < MaxResults ? $"browser.search with topn={MaxResults}" : "browser.search with more specific words",
            Locators = [.. shown.Select(static hit => new Locator(PageAddress.Document(hit.Address), PageView.Position(hit.Line ?? 0), hit.Summary.FirstOrDefault(static line => line.Length > 0)))],
        };
    }

    private static BrowserRow Row(SourceHit hit, int link, int cursor, string hash) => new()
    {
        Cursor = cursor,
        Link = link,
        Document = PageAddress.Document(hit.Address),
        Title = hit.Title,
        Url = hit.Address,
        Line = hit.Line ?? 0,
        Text = string.Join('\n', hit.Summary),
        Score = Math.Round(hit.Score, 6),
        Page = hash,
    };
}
