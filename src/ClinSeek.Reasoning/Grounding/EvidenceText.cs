using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>What a stored result literally says: its text, its rows, its locators; white space is one blank everywhere.</summary>
internal static partial class EvidenceText
{
    /// <summary>Whether a quote stands literally in an item's result.</summary>
    public static bool Holds(EvidenceItem item, string quote)
    {
        string wanted = OneBlank(quote);
        return wanted.Length > 0 && Haystacks(item).Any(text => OneBlank(text).Contains(wanted, StringComparison.Ordinal));
    }

    /// <summary>Whether a quote stands in one row of an item's result.</summary>
    public static bool RowHolds(EvidenceItem item, int row, string quote)
    {
        string wanted = OneBlank(quote);
        return wanted.Length > 0
            && ((item.Result.Locators[row].Quote is { } own && OneBlank(own).Contains(wanted, StringComparison.Ordinal))
                || (row < item.Result.Rows.Count && Cells(item.Result.Rows[row]) is { } cells && OneBlank(cells).Contains(wanted, StringComparison.Ordinal)));
    }

    /// <summary>The lines of a page that a result shows, by their numbers.</summary>
    public static Dictionary<int, string> Lines(ToolResult result)
    {
        var lines = new Dictionary<int, string>();
        foreach (Match match in NumberedLine().Matches(result.Text))
        {
            lines.TryAdd(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value);
        }

        return lines;
    }

    // A page's quote may run over the numbers that its display puts before every line.
    private static string WithoutLineNumbers(string text) => LineNumber().Replace(text, "");

    /// <summary>A text with every run of white space made one blank.</summary>
    public static string OneBlank(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static IEnumerable<string> Haystacks(EvidenceItem item)
    {
        yield return item.Result.Text;
        if (item.Result.Schema is ToolSchemas.Lines or ToolSchemas.Passages)
        {
            yield return WithoutLineNumbers(item.Result.Text);
        }

        foreach (Locator locator in item.Result.Locators.Where(static locator => locator.Quote is not null))
        {
            yield return locator.Quote!;
        }

        foreach (string cells in item.Result.Rows.Select(Cells).OfType<string>())
        {
            yield return cells;
        }
    }

    private static string? Cells(JsonElement row) => row.ValueKind != JsonValueKind.Object ? null
        : string.Join(' ', row.EnumerateObject().Select(static column => column.Value.ValueKind switch
        {
            JsonValueKind.String => column.Value.GetString()!,
            JsonValueKind.Null => "",
            _ => column.Value.GetRawText(),
        }).Where(static text => text.Length > 0));

    [GeneratedRegex("^L([0-9]{1,7}): (.*)$", RegexOptions.Multiline)]
    private static partial Regex NumberedLine();

    [GeneratedRegex(@"^L[0-9]{1,7}: ", RegexOptions.Multiline)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
