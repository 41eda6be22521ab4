using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.find</c>: the places of a text on an opened document, each with the lines that follow it.</summary>
internal sealed partial class FindTool(BrowserSession session)
{
    private const int MaxMatches = 50;
    private const int MatchLines = 4;
    private const int MaxPattern = 200;

    public async Task<ToolResult> CallAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        string pattern = arguments.Text("pattern") ?? string.Empty;
        int cursor = arguments.Number("cursor", -1);
        if (arguments.Problem is { } problem)
        {
            return ToolResult.Of(ToolOutcome.Failed, problem);
        }

        if (string.IsNullOrWhiteSpace(pattern) || pattern.Length > MaxPattern)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"pattern must be the text to find, at most {MaxPattern} characters.");
        }

        PageChoice choice = await session.ChooseAsync(cursor, cancellationToken);
        if (choice.Page is not { } page)
        {
            return ToolResult.Of(ToolOutcome.Failed, choice.Problem!);
        }

        return page.Kind is PageKind.Search or PageKind.Find
            ? ToolResult.Of(ToolOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"Cannot run browser.find on a page of search or find results: it works on an opened document, and the page at cursor {choice.Cursor} lists results. Open one of its links first."))
            : await ShowAsync(page, pattern.Trim(), cancellationToken);
    }

    private async Task<ToolResult> ShowAsync(KnowledgePage page, string pattern, CancellationToken cancellationToken)
    {
        string[] plain = [.. page.Lines.Select(static line => Link().Replace(line, "$1"))];
        int[] matches = [.. Matches(plain, pattern)];
        if (matches.Length == 0)
        {
            return ToolResult.Of(ToolOutcome.Empty, $"No find results for that pattern on [{page.Title}]. A phrase may run over a line's end: try one word of it.");
        }

        var lines = new List<string>();
        var links = new List<PageLink>();
        foreach (int match in matches.Take(MaxMatches))
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"# 【{links.Count}†match at L{match}】"));
            lines.AddRange(plain.Skip(match).Take(MatchLines));
            lines.Add(string.Empty);
            links.Add(new PageLink(page.Address, $"#{links.Count.ToString(CultureInfo.InvariantCulture)}", match));
        }

        var found = new KnowledgePage
        {
            Kind = PageKind.Find,
            Address = $"{page.Address}/find?pattern={Uri.EscapeDataString(pattern)}",
            Title = $"Find results for text: `{pattern}` in `{page.Title}`",
            Lines = lines,
            TextLines = lines.Count,
            Links = links,
            FoundIn = page.Address,
        };
        string hash = await session.Pages.PutAsync(found, cancellationToken);
        int cursor = session.History.NextCursor;
        string document = PageAddress.Document(page.Address);
        return new ToolResult
        {
            Outcome = matches.Length > links.Count ? ToolOutcome.Truncated : ToolOutcome.Ok,
            Schema = ToolSchemas.Lines,
            Rows = [.. links.Select((link, at) => new BrowserRow
            {
                Cursor = cursor,
                Link = at,
                Document = document,
                Title = page.Title,
                Url = found.Address,
                Line = link.Line!.Value,
                Text = plain[link.Line.Value],
                Page = hash,
            }.ToJson())],
            Text = PageView.Text(cursor, found, 0, PageView.End(lines, 0, lines.Count)),
            Shown = links.Count,
            Total = matches.Length,
            Next = matches.Length > links.Count ? "browser.find with a longer pattern" : null,
            Locators = [.. links.Select(link => new Locator(document, PageView.Position(link.Line!.Value), plain[link.Line.Value]))],
        };
    }

    // A match takes the lines that are shown with it along, so that two near ones are shown once.
    private static IEnumerable<int> Matches(string[] lines, string pattern)
    {
        for (int line = 0; line < lines.Length;)
        {
            bool match = lines[line].Contains(pattern, StringComparison.OrdinalIgnoreCase);
            if (match)
            {
                yield return line;
            }

            line += match ? MatchLines : 1;
        }
    }

    [GeneratedRegex("【[0-9]+†([^【】†]*)(?:†[^【】†]*)?】")]
    private static partial Regex Link();
}
