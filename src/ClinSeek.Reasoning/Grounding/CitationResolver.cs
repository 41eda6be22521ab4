using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Safety;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>
/// Takes a citation to the place in the stored result where its quote stands: a row, lines of a page, or a region of an
/// image. A place that was named a little beside is put right; a quote that stands nowhere, or in something else than the
/// source that is named, does not resolve.
/// </summary>
internal static partial class CitationResolver
{
    /// <summary>The place of a quote that stands in a result's text and in none of its rows, such as a count.</summary>
    public const string TextPlace = "text";

    private const int MostLines = 40;

    /// <summary>The citation at its place, or what is wrong with it.</summary>
    public static (Citation? Resolved, string? Problem) Resolve(Citation citation, EvidenceItem? item)
    {
        if (item is null)
        {
            return (null, $"cites {citation.Id}, which this case does not have");
        }

        if (item.Result.Outcome is not (ToolOutcome.Ok or ToolOutcome.Truncated))
        {
            return (null, $"cites {citation.Id}, whose call gave nothing; an empty or failed result is evidence of nothing");
        }

        if (!EvidenceText.Holds(item, citation.Quote))
        {
            return (null, $"quotes what does not stand literally in {citation.Id}; copy the words from the result");
        }

        if (InjectionSigns.Overlaps(citation.Quote, InjectionSigns.Find(item.Result.Text)))
        {
            return (null, $"quotes from {citation.Id} what speaks to its reader instead of about the patient; that is data and no evidence of anything");
        }

        IReadOnlyList<Locator> places = item.Result.Locators;
        bool named = places.Any(place => place.Source == citation.Source);
        if (places.Count > 0 && !named && !IsUnnamed(citation.Source, item))
        {
            return (null, $"names a source that {citation.Id} does not have");
        }

        return At(citation, item, named) is { } resolved
            ? (resolved, null)
            : (null, $"quotes from {citation.Id} what stands in another row than the source it names, {citation.Source}; name that row's source");
    }

    private static Citation? At(Citation citation, EvidenceItem item, bool named)
    {
        if (LinesOf(citation.Locator) is { } lines && Span(item, lines.First, lines.Last) is { } text && Contains(text, citation.Quote))
        {
            return citation;
        }

        IReadOnlyList<Locator> places = item.Result.Locators;
        int[] holding = [.. Enumerable.Range(0, places.Count).Where(index => EvidenceText.RowHolds(item, index, citation.Quote))];
        int[] own = [.. holding.Where(index => !named || places[index].Source == citation.Source)];
        if (own.Length > 0)
        {
            int place = own.FirstOrDefault(index => places[index].Position == citation.Locator, own[0]);
            return citation with { Source = places[place].Source, Locator = places[place].Position };
        }

        if (Wrapped(citation, item) is { } wrapped)
        {
            return wrapped;
        }

        // In no row at all, it is the result's own words: its count, its heading, a remark.
        return holding.Length == 0 ? citation with { Source = places.Count == 0 ? citation.Source : item.Call.Name, Locator = TextPlace } : null;
    }

    // A quote that runs over the ends of wrapped lines.
    private static Citation? Wrapped(Citation citation, EvidenceItem item)
    {
        if (item.Result.Schema is not ToolSchemas.Lines)
        {
            return null;
        }

        (int Line, string Source)[] shown = [.. item.Result.Locators.Select(static place => (LinesOf(place.Position)?.First ?? -1, place.Source)).Where(static line => line.Item1 >= 0)];
        for (int length = 2; length <= Math.Min(MostLines, shown.Length); length++)
        {
            for (int start = 0; start + length <= shown.Length; start++)
            {
                int first = shown[start].Line, last = shown[start + length - 1].Line;
                if (last - first == length - 1 && Span(item, first, last) is { } text && Contains(text, citation.Quote))
                {
                    return citation with { Source = shown[start].Source, Locator = string.Create(CultureInfo.InvariantCulture, $"L{first}-L{last}") };
                }
            }
        }

        return null;
    }

    private static string? Span(EvidenceItem item, int first, int last)
    {
        if (last < first || last - first >= MostLines)
        {
            return null;
        }

        Dictionary<int, string> lines = EvidenceText.Lines(item.Result);
        return Enumerable.Range(first, last - first + 1).All(lines.ContainsKey)
            ? string.Join(' ', Enumerable.Range(first, last - first + 1).Select(line => lines[line]))
            : null;
    }

    private static bool Contains(string text, string quote) => EvidenceText.OneBlank(text).Contains(EvidenceText.OneBlank(quote), StringComparison.Ordinal);

    private static bool IsUnnamed(string source, EvidenceItem item) => source == item.Call.Name || source is "unknown" or "";

    private static (int First, int Last)? LinesOf(string position) => LinePlace().Match(position) is { Success: true } match
        ? (Number(match.Groups[1]), match.Groups[2].Success ? Number(match.Groups[2]) : Number(match.Groups[1]))
        : null;

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^L([0-9]{1,7})(?:-L?([0-9]{1,7}))?$")]
    private static partial Regex LinePlace();
}
