using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.open</c>: a window of a passage, by link, by address, or by scrolling.</summary>
internal sealed class OpenTool(KnowledgeIndex index, BrowserHistory history)
{
    /// <summary>Lines shown above the one that a link points at.</summary>
    private const int LinesAbove = 4;

    public ToolResult Call(ToolArguments arguments)
    {
        string id = arguments.Text("id")?.Trim() ?? string.Empty;
        int cursor = arguments.Number("cursor", -1);
        int loc = arguments.Number("loc", -1);
        int count = arguments.Number("num_lines", -1);
        bool source = arguments.Flag("view_source");
        if (arguments.Problem is { } problem)
        {
            return Failed(problem);
        }

        bool isNumber = int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int link);
        if (id.Length > 0 && !isNumber)
        {
            return ByAddress(id, loc, count, source);
        }

        PageChoice choice = PageChoice.Of(history, cursor);
        if (choice.Page is not { } page)
        {
            return Failed(choice.Problem!);
        }

        if (id.Length > 0 && link != -1)
        {
            return ByLink(choice, page, link, loc, count, source);
        }

        return page.Document is { } document
            ? Show(document, loc, null, count, source || page.Kind == PageKind.Source)
            : Failed(string.Create(CultureInfo.InvariantCulture, $"The page at cursor {choice.Cursor} is a list of results that was shown whole; open one of its links 0 to {page.Links.Count - 1} by id."));
    }

    private ToolResult ByAddress(string address, int loc, int count, bool source)
    {
        string id = PageAddress.PassageId(address);
        return index.Find(id) is null
            ? Failed("There is no passage at that address. Only passages of the knowledge pack can be opened, nothing is fetched from the network; take an address or a link id from browser.search.")
            : Show(id, loc, null, count, source || address.StartsWith(PageAddress.Source, StringComparison.OrdinalIgnoreCase));
    }

    private ToolResult ByLink(PageChoice choice, BrowserPage page, int link, int loc, int count, bool source)
    {
        IReadOnlyList<PageLink> links = page.Kind == PageKind.Document && page.Document is { } document && index.Find(document) is { } passage
            ? DocumentPage.Of(passage, index).Links
            : page.Links;
        if (link < 0 || link >= links.Count)
        {
            return Failed(links.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"The page at cursor {choice.Cursor} has no links; leave id out to scroll it, or search.")
                : string.Create(CultureInfo.InvariantCulture, $"There is no link {link} on the page at cursor {choice.Cursor}; its links are 0 to {links.Count - 1}."));
        }

        return Show(links[link].Document, loc, links[link].Line, count, source);
    }

    private ToolResult Show(string document, int loc, int? pointed, int count, bool source)
    {
        if (index.Find(document) is not { } passage)
        {
            return Failed($"The passage {document} is not in this knowledge pack (digest {index.Info.Digest[..12]}); the case was begun with another one. Search again.");
        }

        DocumentPage page = source ? DocumentPage.SourceOf(passage) : DocumentPage.Of(passage, index);
        int? lines = count > 0 ? count : null;
        int from = loc;
        if (loc < 0)
        {
            bool whole = lines is null && PageView.End(page.Lines, 0, null) == page.Lines.Count;
            from = whole || pointed is null ? 0 : Math.Max(0, pointed.Value - LinesAbove);
        }

        if (from >= page.Lines.Count)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"loc {loc} is beyond the last line; this passage has lines 0 to {page.Lines.Count - 1}."));
        }

        int end = PageView.End(page.Lines, from, lines);
        int cursor = history.NextCursor;
        string address = (source ? PageAddress.Source : string.Empty) + passage.Address;
        return new ToolResult
        {
            Outcome = from == 0 && end == page.Lines.Count ? ToolOutcome.Ok : ToolOutcome.Truncated,
            Schema = ToolSchemas.Lines,
            Rows = [.. Enumerable.Range(from, end - from).Select(line => Row(cursor, passage, address, line, page.Lines[line]).ToJson())],
            Text = PageView.Text(cursor, passage.Title, address, page.Lines, from, end),
            Shown = end - from,
            Total = page.Lines.Count,
            Next = end < page.Lines.Count ? string.Create(CultureInfo.InvariantCulture, $"browser.open with cursor={cursor}, loc={end}") : null,
            Locators = [.. Enumerable.Range(from, end - from).Select(line => new Locator(passage.Id, string.Create(CultureInfo.InvariantCulture, $"L{line}"), page.Lines[line].Length > 0 ? page.Lines[line] : null))],
        };
    }

    private static BrowserRow Row(int cursor, Passage passage, string address, int line, string text) =>
        new() { Cursor = cursor, Document = passage.Id, Title = passage.Title, Url = address, Line = line, Text = text };

    private static ToolResult Failed(string text) => ToolResult.Of(ToolOutcome.Failed, text);
}
