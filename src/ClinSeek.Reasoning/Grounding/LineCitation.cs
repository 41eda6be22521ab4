using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>
/// Reads citations of a page's lines, <c>【cursor†Lstart-Lend】</c>, as citations of the evidence that showed the page:
/// the quote is what stood on those lines, and only lines that were shown can be cited.
/// </summary>
internal static partial class LineCitation
{
    /// <summary>Whether a text is of this form.</summary>
    public static bool Is(string? text) => text is not null && Form().IsMatch(text);

    /// <summary>The citation, or null where no such lines were shown or the quote does not stand on them.</summary>
    public static Citation? Resolve(string text, string? quote, IEnumerable<EvidenceItem> evidence)
    {
        Match match = Form().Match(text);
        string head = $"[{match.Groups[1].Value}] ";
        if (!match.Success || evidence.FirstOrDefault(item => IsPage(item) && item.Result.Text.StartsWith(head, StringComparison.Ordinal)) is not { } page)
        {
            return null;
        }

        int first = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        int last = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : first;
        Dictionary<int, string> shown = EvidenceText.Lines(page.Result);
        if (last < first || last - first > shown.Count || Enumerable.Range(first, last - first + 1).Any(line => !shown.ContainsKey(line)))
        {
            return null;
        }

        string cited = EvidenceText.OneBlank(string.Join(' ', Enumerable.Range(first, last - first + 1).Select(line => shown[line])));
        string wanted = string.IsNullOrWhiteSpace(quote) ? cited : EvidenceText.OneBlank(quote);
        string source = page.Result.Locators is [var locator, ..] ? locator.Source : page.Call.Name;
        string position = first == last ? $"L{first}" : $"L{first}-L{last}";
        return cited.Contains(wanted, StringComparison.Ordinal) && wanted.Length > 0 ? new Citation(page.Id, source, position, wanted) : null;
    }

    private static bool IsPage(EvidenceItem item) =>
        item.Result.Schema is ToolSchemas.Lines or ToolSchemas.Passages && item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated;

    [GeneratedRegex("^\\s*【([0-9]{1,6})†L([0-9]{1,7})(?:-L?([0-9]{1,7}))?】\\s*$")]
    private static partial Regex Form();
}
