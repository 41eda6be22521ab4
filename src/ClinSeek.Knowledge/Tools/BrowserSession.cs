using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary>What a browser call works with.</summary>
/// <param name="Sources">Where knowledge comes from.</param>
/// <param name="History">The page stack that the call sees.</param>
/// <param name="Pages">Where shown pages are kept.</param>
/// <param name="Scrubber">What keeps the patient's identifiers in the process.</param>
public sealed record BrowserSession(KnowledgeSources Sources, BrowserHistory History, IPageStore Pages, QueryScrubber Scrubber)
{
    /// <summary>The page that a cursor names, or what is wrong with the cursor.</summary>
    internal async ValueTask<PageChoice> ChooseAsync(int cursor, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> cursors = History.Cursors;
        if (cursors.Count == 0)
        {
            return PageChoice.Wrong(cursor, "No pages to access: none has been opened in an earlier step; start with browser.search.");
        }

        int chosen = cursor == -1 ? cursors[^1] : cursor;
        if (History.Page(chosen) is not { } page)
        {
            return PageChoice.Wrong(chosen, $"Cursor {chosen} is out of range: there is no page at it; pages are at {string.Join(", ", cursors)}.");
        }

        return await Pages.FindAsync(page.Hash, cancellationToken) is { } kept
            ? new PageChoice(chosen, kept, page.Hash, null)
            : PageChoice.Wrong(chosen, $"The page at cursor {chosen} is not kept in this case any more; search again.");
    }
}
