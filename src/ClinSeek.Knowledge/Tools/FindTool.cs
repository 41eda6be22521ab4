using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.find</c>: the places of a text on an opened passage, each with the lines that follow it.</summary>
internal sealed class FindTool(KnowledgeIndex index, BrowserHistory history)
{
    private const int MaxMatches = 50;
    private const int MatchLines = 4;
    private const int MaxPattern = 200;

    public ToolResult Call(ToolArguments arguments)
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

        PageChoice choice = PageChoice.Of(history, cursor);
        if (choice.Page is not { } target)
        {
            return ToolResult.Of(ToolOutcome.Failed, choice.Problem!);
        }

        if (target.Kind is PageKind.Search or PageKind.Find || target.Document is null)
        {
            return ToolResult.Of(ToolOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"browser.find works on an opened passage; the page at cursor {choice.Cursor} lists results. Open one of its links first."));
        }

        if (index.Find(target.Document) is not { } passage)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"The passage {target.Document} is not in this knowledge pack; the case was begun with another one. Search again.");
        }

        DocumentPage page = target.Kind == PageKind.Source ? DocumentPage.SourceOf(passage) : DocumentPage.Of(passage, index);
        return Show(page, pattern.Trim());
    }

    private ToolResult Show(DocumentPage page, string pattern)
    {
        List<int> matches = [];
        for (int line = 0; line < page.Lines.Count;)
        {
            bool match = page.Lines[line].Contains(pattern, StringComparison.OrdinalIgnoreCase);
            if (match)
            {
                matches.Add(line);
            }

            line += match ? MatchLines : 1;
        }

        if (matches.Count == 0)
        {
            return ToolResult.Of(ToolOutcome.Empty, "The text is not on that page. A phrase may run over a line's end: try one word of it.");
        }

        int cursor = history.NextCursor;
        string address = PageAddress.Find + page.Passage.Id;
        var lines = new List<string>();
        var rows = new List<BrowserRow>();
        var locators = new List<Locator>();
        foreach (int match in matches.Take(MaxMatches))
        {
            int end = Math.Min(page.Lines.Count, match + MatchLines);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"【{rows.Count}†match at L{match}】"));
            lines.AddRange(page.Lines.Skip(match).Take(end - match));
            lines.Add(string.Empty);
            rows.Add(new BrowserRow
            {
                Cursor = cursor,
                Link = rows.Count,
                Document = page.Passage.Id,
                Title = page.Passage.Title,
                Url = address,
                Line = match,
                Text = page.Lines[match],
            });
            locators.Add(new Locator(page.Passage.Id, string.Create(CultureInfo.InvariantCulture, $"L{match}"), page.Lines[match]));
        }

        return new ToolResult
        {
            Outcome = matches.Count > rows.Count ? ToolOutcome.Truncated : ToolOutcome.Ok,
            Schema = ToolSchemas.Lines,
            Rows = [.. rows.Select(static row => row.ToJson())],
            Text = PageView.Text(cursor, $"Find '{pattern}' in {page.Passage.Title}", address, lines, 0, lines.Count),
            Shown = rows.Count,
            Total = matches.Count,
            Next = matches.Count > rows.Count ? "browser.find with a longer pattern" : null,
            Locators = locators,
        };
    }
}
