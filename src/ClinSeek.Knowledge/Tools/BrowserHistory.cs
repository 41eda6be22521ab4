using System.Text.Json;
using ClinSeek.Evidence.Tools;

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

    /// <summary>The latest page of an address, or null.</summary>
    internal BrowserPage? Latest(string address) => pages.LastOrDefault(page => page?.Address == address);

    private static BrowserPage? Rebuild(EvidenceItem item)
    {
        ToolResult result = item.Result;
        return result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated && result.Rows.Count > 0
            && result.Schema is ToolSchemas.Passages or ToolSchemas.Lines
            && Text(result.Rows[0], "page") is { } hash
            ? new BrowserPage(hash, result.Schema == ToolSchemas.Passages ? string.Empty : Text(result.Rows[0], "url") ?? string.Empty)
            : null;
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
