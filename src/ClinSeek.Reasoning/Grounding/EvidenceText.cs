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

        foreach (JsonElement row in item.Result.Rows.Where(static row => row.ValueKind == JsonValueKind.Object))
        {
            yield return string.Join(' ', row.EnumerateObject().Select(static column => column.Value.ValueKind switch
            {
                JsonValueKind.String => column.Value.GetString()!,
                JsonValueKind.Null => "",
                _ => column.Value.GetRawText(),
            }).Where(static text => text.Length > 0));
        }
    }

    [GeneratedRegex(@"^L[0-9]{1,7}: ", RegexOptions.Multiline)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
