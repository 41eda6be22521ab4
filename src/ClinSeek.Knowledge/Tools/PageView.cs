using System.Globalization;
using System.Text;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tools;

/// <summary>
/// The display form of a page: a head, the window that is shown, and numbered lines. Like the reference's, the window's
/// third number is the number of the last line.
/// </summary>
internal static class PageView
{
    /// <summary>What a view shows at most where the caller set no number of lines.</summary>
    public const int ViewTokens = 1024;

    /// <summary>What any view shows at most.</summary>
    public const int MaxCharacters = 20_000;

    private const int MaxLineCharacters = 2_000;

    /// <summary>The line behind the last one shown, for a view from <paramref name="from"/>; at least one line is shown.</summary>
    public static int End(IReadOnlyList<string> lines, int from, int? count)
    {
        int last = count is { } wanted ? (int)Math.Min(lines.Count, (long)from + wanted) : lines.Count;
        int end = from;
        for (int used = 0; end < last; end++)
        {
            used += Math.Min(lines[end].Length, MaxLineCharacters) + 8;
            if (end > from && used > MaxCharacters)
            {
                break;
            }
        }

        return count is null && !IsShort(lines, from, end) ? from + LinesWithinTokens(lines, from, end) : end;
    }

    /// <summary>A window of a page as text.</summary>
    public static string Text(int cursor, KnowledgePage page, int from, int end)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[{cursor}] {page.Title} ({page.Address})\n**viewing lines [{from} - {end - 1}] of {page.Lines.Count - 1}**\n\n");
        return text.Append(Body(page.Lines, from, end)).ToString();
    }

    /// <summary>A window of a document, a source view or matches as a result with a row a line.</summary>
    public static ToolResult Lines(int cursor, KnowledgePage page, string hash, int from, int? count)
    {
        int end = End(page.Lines, from, count);
        string document = PageAddress.Document(page.Address);
        return new ToolResult
        {
            Outcome = from == 0 && end == page.Lines.Count ? ToolOutcome.Ok : ToolOutcome.Truncated,
            Schema = ToolSchemas.Lines,
            Rows = [.. Enumerable.Range(from, end - from).Select(line => new BrowserRow
            {
                Cursor = cursor,
                Document = document,
                Title = page.Title,
                Url = page.Address,
                Line = line,
                Text = page.Lines[line],
                Page = hash,
            }.ToJson())],
            Text = Text(cursor, page, from, end),
            Shown = end - from,
            Total = page.Lines.Count,
            Next = end < page.Lines.Count ? string.Create(CultureInfo.InvariantCulture, $"browser.open with cursor={cursor}, loc={end}") : null,
            Locators = [.. Enumerable.Range(from, end - from).Select(line => new Locator(document, Position(line), page.Lines[line].Length > 0 ? page.Lines[line] : null))],
        };
    }

    /// <summary>A line's place in a citation.</summary>
    public static string Position(int line) => string.Create(CultureInfo.InvariantCulture, $"L{line}");

    // A token is at least one character: a short text needs no counting, and the encoding need not be loaded.
    private static bool IsShort(IReadOnlyList<string> lines, int from, int end) => Body(lines, from, end).Length <= ViewTokens;

    private static string Body(IReadOnlyList<string> lines, int from, int end)
    {
        var text = new StringBuilder();
        for (int line = from; line < end; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"L{line}: {lines[line]}\n");
        }

        return text.ToString();
    }

    // The line on which the last token falls is shown whole, as the reference rounds. A token never runs over a line's end
    // into the next line, so that lines can be counted one by one.
    private static int LinesWithinTokens(IReadOnlyList<string> lines, int from, int end)
    {
        int shown = 0;
        for (int tokens = 0; from + shown < end && tokens <= ViewTokens; shown++)
        {
            string line = lines[from + shown];
            tokens += TokenCount.Of(Body([line.Length <= MaxLineCharacters ? line : line[..MaxLineCharacters]], 0, 1));
        }

        return shown;
    }
}
