using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.search</c>: a page of links, each with the lines of its passage that say most of what was sought.</summary>
internal sealed class SearchTool(KnowledgeIndex index, BrowserHistory history)
{
    private const int MaxQuery = 1000;
    private const int MaxResults = 20;
    private const int SnippetLines = 3;

    public ToolResult Call(ToolArguments arguments)
    {
        string query = arguments.Text("query")?.ReplaceLineEndings(" ").Trim() ?? string.Empty;
        int count = Math.Clamp(arguments.Number("topn", 10), 1, MaxResults);
        if (arguments.Problem is { } problem)
        {
            return ToolResult.Of(ToolOutcome.Failed, problem);
        }

        if (query.Length == 0 || query.Length > MaxQuery)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"query must be a few medical words, at most {MaxQuery} characters.");
        }

        PassageHits found = index.Search(query, count);
        return found.Hits.Count == 0
            ? ToolResult.Of(ToolOutcome.Empty, "No passage matches. Try other words for it, or fewer.")
            : Show(query, found, count);
    }

    private ToolResult Show(string query, PassageHits found, int count)
    {
        IReadOnlyList<string> words = QueryText.Parse(query).AllWords;
        int cursor = history.NextCursor;
        var lines = new List<string>();
        var rows = new List<BrowserRow>();
        var locators = new List<Locator>();
        foreach (PassageHit hit in found.Hits)
        {
            DocumentPage page = DocumentPage.Of(hit.Passage, index);
            int best = page.BestLine(words);
            int from = Math.Max(0, Math.Min(best, page.TextLines - SnippetLines));
            int end = Math.Min(page.TextLines, from + SnippetLines);
            lines.Add($"【{rows.Count}†{hit.Passage.Title}】 {hit.Passage.Address}");
            lines.AddRange(page.Lines.Skip(from).Take(end - from));
            lines.Add(string.Empty);
            rows.Add(new BrowserRow
            {
                Cursor = cursor,
                Link = rows.Count,
                Document = hit.Passage.Id,
                Title = hit.Passage.Title,
                Url = hit.Passage.Address,
                Line = best,
                Text = string.Join('\n', page.Lines.Skip(from).Take(end - from)),
                Score = Math.Round(hit.Score, 6),
            });
            locators.Add(new Locator(hit.Passage.Id, string.Create(CultureInfo.InvariantCulture, $"L{best}"), page.Lines[best]));
        }

        bool more = found.Total > rows.Count;
        return new ToolResult
        {
            Outcome = ToolOutcome.Ok,
            Schema = ToolSchemas.Passages,
            Rows = [.. rows.Select(static row => row.ToJson())],
            Text = PageView.Text(cursor, query, PageAddress.Search + Uri.EscapeDataString(query), lines, 0, lines.Count),
            Shown = rows.Count,
            Total = Math.Max(found.Total, rows.Count),
            Next = !more ? null : count < MaxResults ? $"browser.search with topn={MaxResults}" : "browser.search with more specific words",
            Locators = locators,
        };
    }
}
