using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Functions.Cases;

/// <summary>Evidence and hypotheses as the views show them.</summary>
internal static class EvidenceLines
{
    private const int Longest = 120;

    /// <summary>One piece of evidence in a line.</summary>
    public static EvidenceSummary Summarise(EvidenceItem item) =>
        new(item.Id.ToString(), item.Call.Name, item.Result.Outcome, Line(item.Result));

    /// <summary>A hypothesis as shown.</summary>
    public static HypothesisView View(Hypothesis hypothesis) => new(
        hypothesis.Name,
        hypothesis.Weight,
        hypothesis.Basis,
        [.. hypothesis.For.Select(static id => id.ToString())],
        [.. hypothesis.Against.Select(static id => id.ToString())]);

    private static string Line(ToolResult result)
    {
        string text = result.Locators.FirstOrDefault(static locator => locator.Quote is { Length: > 0 })?.Quote ?? result.Text;
        string line = text.Split('\n', 2)[0].Trim();
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }
}
