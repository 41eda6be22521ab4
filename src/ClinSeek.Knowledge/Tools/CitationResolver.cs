using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tools;

/// <summary>Finds what a citation of the form <c>【cursor†Lstart-Lend】</c> means: the kept page by its hash, and the lines on it.</summary>
public sealed partial class CitationResolver(BrowserHistory history, IPageStore pages)
{
    /// <summary>Every citation in a text, in order.</summary>
    public static IReadOnlyList<string> Find(string text) => [.. Form().Matches(text ?? string.Empty).Select(static match => match.Value)];

    /// <summary>Resolves a citation.</summary>
    /// <param name="citation">The citation as written.</param>
    /// <param name="quote">Text that must stand on the lines, or null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<CitationResolution> ResolveAsync(string citation, string? quote, CancellationToken cancellationToken)
    {
        Match match = Form().Match(citation ?? string.Empty);
        if (!match.Success || !int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out int cursor)
            || !int.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out int first))
        {
            return CitationResolution.Wrong("This is no citation; write it as 【cursor†Lstart-Lend】.");
        }

        int last = int.TryParse(match.Groups[3].Value, CultureInfo.InvariantCulture, out int end) ? end : first;
        if (history.Page(cursor) is not { } shown)
        {
            return CitationResolution.Wrong($"The case has no page at cursor {cursor}; pages are at {string.Join(", ", history.Cursors)}.");
        }

        if (await pages.FindAsync(shown.Hash, cancellationToken) is not { } page)
        {
            return CitationResolution.Wrong($"The page at cursor {cursor} is not kept in this case.");
        }

        if (first > last || last >= page.Lines.Count)
        {
            return CitationResolution.Wrong(string.Create(CultureInfo.InvariantCulture, $"The page at cursor {cursor} has lines 0 to {page.Lines.Count - 1}."));
        }

        string text = string.Join('\n', page.Lines.Skip(first).Take(last - first + 1));
        return quote is null || OneBlank(text).Contains(OneBlank(quote), StringComparison.Ordinal)
            ? new CitationResolution(shown.Hash, page, first, last, text, null)
            : CitationResolution.Wrong($"The quote does not stand on lines {first} to {last} of the page at cursor {cursor}; copy it literally.");
    }

    private static string OneBlank(string text) => WhiteSpace().Replace(text, " ").Trim();

    [GeneratedRegex("【([0-9]{1,6})†L([0-9]{1,7})(?:-L?([0-9]{1,7}))?】")]
    private static partial Regex Form();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
