using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Safety;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>How a result is shown to a model: its id, how it ended, how much of it there is, and its text, cut with a mark that says so.</summary>
internal static class ResultText
{
    /// <summary>The result in full, up to a number of characters.</summary>
    public static string Full(EvidenceItem item, int most) => $"[{item.Id} {Status(item.Result)}]\n{EvidenceFence.Wrap(item.Id, Cut(item.Result.Text, most, $"; the whole is kept as {item.Id}"))}";

    /// <summary>How a result ended, and how to get more of it.</summary>
    public static string Status(ToolResult result)
    {
        string next = result.Next is { } page ? $"; next: {page}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString())}, {result.Shown} of {result.Total} rows{next}");
    }

    /// <summary>What a result says, in one line.</summary>
    public static string Summary(EvidenceItem item, int most)
    {
        string[] quotes = [.. item.Result.Locators.Select(static locator => locator.Quote).OfType<string>().Take(4)];
        string text = quotes.Length > 0 ? string.Join("; ", quotes) : item.Result.Text;
        return OneLine(text, most);
    }

    /// <summary>A text as one line of at most so many characters.</summary>
    public static string OneLine(string text, int most)
    {
        string line = string.Join(' ', text[..Math.Min(text.Length, 4 * most)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= most && text.Length <= 4 * most ? line : line[..Math.Min(line.Length, most)] + "...";
    }

    /// <summary>A text cut visibly.</summary>
    public static string Cut(string text, int most, string rest = "") =>
        text.Length <= most ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..most]} [cut: {most} of {text.Length} characters shown{rest}]");
}
