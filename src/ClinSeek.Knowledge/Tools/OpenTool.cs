using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary><c>browser.open</c>: a window of a document, by link, by address, or by scrolling.</summary>
internal sealed class OpenTool(BrowserSession session)
{
    /// <summary>Lines shown above the one that a link points at.</summary>
    private const int LinesAbove = 4;

    private const int MaxAddress = 2_000;

    public async Task<ToolResult> CallAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        string id = arguments.Text("id")?.Trim().Trim('"', '\'') ?? string.Empty;
        int cursor = arguments.Number("cursor", -1);
        var window = new Window(arguments.Number("loc", -1), arguments.Number("num_lines", -1), arguments.Flag("view_source"));
        if (arguments.Problem is { } problem)
        {
            return Failed(problem);
        }

        try
        {
            if (id.Length > 0 && !int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                return await ByAddressAsync(id, window, cancellationToken);
            }

            PageChoice choice = await session.ChooseAsync(cursor, cancellationToken);
            if (choice.Page is not { } page)
            {
                return Failed(choice.Problem!);
            }

            int link = id.Length > 0 ? int.Parse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : -1;
            return link != -1
                ? await ByLinkAsync(choice, page, link, window, cancellationToken)
                : window.Source && page.Kind == PageKind.Document
                    ? await FetchAsync(page.Address, window, null, cancellationToken)
                    : await ShowAsync(page, window, 0, cancellationToken);
        }
        catch (SourceException error)
        {
            return Failed("Error fetching the page: " + error.Message);
        }
    }

    private async Task<ToolResult> ByAddressAsync(string written, Window window, CancellationToken cancellationToken)
    {
        (string address, bool source) = PageAddress.Read(written);
        window = window with { Source = window.Source || source };
        if (address.Length > MaxAddress || session.Scrubber.Holds(address))
        {
            return ToolResult.Of(ToolOutcome.Denied, "The address holds what may identify the patient, or is too long; such an address is never opened. Use an address or a link id from browser.search.");
        }

        return session.Sources.For(address) is null
            ? Failed($"No source of this host opens that address; nothing else is fetched. Sources: {string.Join(", ", session.Sources.Names)}. Take an address or a link id from browser.search.")
            : await FetchAsync(address, window, null, cancellationToken);
    }

    private async Task<ToolResult> ByLinkAsync(PageChoice choice, KnowledgePage page, int link, Window window, CancellationToken cancellationToken)
    {
        if (link < 0 || link >= page.Links.Count)
        {
            return Failed(page.Links.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"Invalid link id {link}: the page at cursor {choice.Cursor} has no links; leave id out to scroll it, or search.")
                : string.Create(CultureInfo.InvariantCulture, $"Invalid link id {link}: there is no such link on the page at cursor {choice.Cursor}; its links are 0 to {page.Links.Count - 1}."));
        }

        PageLink target = page.Links[link];
        string wanted = window.Source ? PageAddress.Source + target.Address : target.Address;
        // What this case has seen stays as it was seen; only an address that is written out is fetched afresh.
        if (session.History.Latest(wanted) is { } seen && await session.Pages.FindAsync(seen.Hash, cancellationToken) is { } kept)
        {
            return await ShowAsync(kept, window, Line(kept, target), cancellationToken);
        }

        return session.Scrubber.Holds(target.Address)
            ? ToolResult.Of(ToolOutcome.Denied, "That link's address holds what may identify the patient; it is not opened.")
            : await FetchAsync(target.Address, window, target, cancellationToken);
    }

    private async Task<ToolResult> FetchAsync(string address, Window window, PageLink? link, CancellationToken cancellationToken)
    {
        KnowledgePage? page = await session.Sources.OpenAsync(address, window.Source, cancellationToken);
        return page is null || page.Lines.Count == 0
            ? Failed("There is no document at that address, or it has no content; take another link of the search, or search again.")
            : await ShowAsync(page, window, link is null ? 0 : Line(page, link), cancellationToken);
    }

    private async Task<ToolResult> ShowAsync(KnowledgePage page, Window window, int pointed, CancellationToken cancellationToken)
    {
        int? lines = window.Lines > 0 ? window.Lines : null;
        int from = window.From;
        if (from < 0)
        {
            bool whole = lines is null && PageView.End(page.Lines, 0, null) == page.Lines.Count;
            from = whole ? 0 : Math.Max(0, pointed - LinesAbove);
        }

        if (from >= page.Lines.Count)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"Invalid location {window.From}: it is beyond the last line; this page has lines 0 to {page.Lines.Count - 1}."));
        }

        string hash = await session.Pages.PutAsync(page, cancellationToken);
        return PageView.Lines(session.History.NextCursor, page, hash, from, lines);
    }

    private static int Line(KnowledgePage page, PageLink link) =>
        page.Kind == PageKind.Source ? 0
        : link.Line ?? (link.Snippet is { } snippet ? LineChoice.Best(page.Lines, page.TextLines, snippet) : 0);

    private static ToolResult Failed(string text) => ToolResult.Of(ToolOutcome.Failed, text);

    private readonly record struct Window(int From, int Lines, bool Source);
}
