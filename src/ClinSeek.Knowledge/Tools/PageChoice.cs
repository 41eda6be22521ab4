using System.Globalization;

namespace ClinSeek.Knowledge.Tools;

/// <summary>The page that a call's cursor names, or what is wrong with the cursor.</summary>
/// <param name="Cursor">The cursor, -1 resolved to the latest page.</param>
/// <param name="Page">The page, or null.</param>
/// <param name="Problem">What is wrong and what would be right, or null.</param>
internal readonly record struct PageChoice(int Cursor, BrowserPage? Page, string? Problem)
{
    public static PageChoice Of(BrowserHistory history, int cursor)
    {
        IReadOnlyList<int> cursors = history.Cursors;
        if (cursors.Count == 0)
        {
            return new PageChoice(cursor, null, "No page has been opened in an earlier step; start with browser.search.");
        }

        int chosen = cursor == -1 ? cursors[^1] : cursor;
        return history.Page(chosen) is { } page
            ? new PageChoice(chosen, page, null)
            : new PageChoice(chosen, null, string.Create(CultureInfo.InvariantCulture, $"There is no page at cursor {chosen}; pages are at {string.Join(", ", cursors)}."));
    }
}
