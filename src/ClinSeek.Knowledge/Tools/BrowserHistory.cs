using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary>
/// The browser's page stack, rebuilt from what earlier calls gave, so that any process can take the next call. A call's
/// cursor is its ordinal among all browser calls of the case, failed ones included: calls of one step know their cursors
/// without waiting for each other, and do not see each other's pages.
/// </summary>
public sealed class BrowserHistory
{
    /// <summary>What the names of browser tools begin with.</summary>
    public const string Prefix = "browser.";

    private readonly IReadOnlyList<BrowserPage?> pages;

    private BrowserHistory(IReadOnlyList<BrowserPage?> pages, int callsBefore)
    {
        this.pages = pages;
        NextCursor = pages.Count + callsBefore;
    }

    /// <summary>The stack of a case without browser calls so far.</summary>
    public static BrowserHistory Empty { get; } = new([], 0);

    /// <summary>The cursor of the next call.</summary>
    public int NextCursor { get; }

    /// <summary>The cursors that have a page, in order.</summary>
    public IReadOnlyList<int> Cursors => [.. Enumerable.Range(0, pages.Count).Where(cursor => pages[cursor] is not null)];

    /// <summary>Rebuilds the stack.</summary>
    /// <param name="earlierEvidence">The evidence of all earlier steps in order; other tools' items are skipped.</param>
    /// <param name="browserCallsBeforeInThisStep">Browser calls that stand before this one in its own step.</param>
    public static BrowserHistory From(IReadOnlyList<EvidenceItem> earlierEvidence, int browserCallsBeforeInThisStep)
    {
        ArgumentNullException.ThrowIfNull(earlierEvidence);
        ArgumentOutOfRangeException.ThrowIfNegative(browserCallsBeforeInThisStep);
        return new BrowserHistory(
            [.. earlierEvidence.Where(static item => item.Call.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Rebuild)],
            browserCallsBeforeInThisStep);
    }

    internal BrowserPage? Page(int cursor) => cursor >= 0 && cursor < pages.Count ? pages[cursor] : null;

    private static BrowserPage? Rebuild(EvidenceItem item)
    {
        ToolResult result = item.Result;
        if (result.Outcome is ToolOutcome.Failed or ToolOutcome.Denied || result.Rows.Count == 0)
        {
            return null;
        }

        if (result.Schema == ToolSchemas.Passages)
        {
            return new BrowserPage(PageKind.Search, null, [.. result.Rows.Select(Link)]);
        }

        if (result.Schema != ToolSchemas.Lines)
        {
            return null;
        }

        string document = result.Rows[0].GetProperty("document").GetString() ?? string.Empty;
        string url = result.Rows[0].GetProperty("url").GetString() ?? string.Empty;
        return url.StartsWith(PageAddress.Find, StringComparison.Ordinal)
            ? new BrowserPage(PageKind.Find, document, [.. result.Rows.Select(Link)])
            : new BrowserPage(url.StartsWith(Passage.Scheme, StringComparison.Ordinal) ? PageKind.Document : PageKind.Source, document, []);
    }

    private static PageLink Link(JsonElement row) =>
        new(row.GetProperty("document").GetString() ?? string.Empty, row.GetProperty("line").GetInt32());
}
