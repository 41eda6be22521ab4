using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>The whole sentences of a passage on one line: from a capital or a figure to a full stop that no abbreviation takes. One pass, whatever the text.</summary>
internal static partial class PassageSentences
{
    /// <summary>Each with its index in the text.</summary>
    public static IEnumerable<(int Index, string Text)> Of(string text)
    {
        using IEnumerator<Match> ends = ((IEnumerable<Match>)End().Matches(text)).GetEnumerator();
        int end = -1;
        foreach (Match start in Start().Matches(text))
        {
            if (start.Index <= end)
            {
                continue;
            }

            while (end <= start.Index)
            {
                if (!ends.MoveNext())
                {
                    yield break;
                }

                end = ends.Current.Index;
            }

            yield return (start.Index, text[start.Index..(end + 1)]);
        }
    }

    [GeneratedRegex(@"(?:^|(?<=[.!?]\s))[\p{Lu}\p{N}(«""]", RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<!\b(?:vs|e\.g|i\.e|Dr|approx|cf|al|No|Fig|\p{Lu}))[.!?](?=\s+[\p{Lu}\p{N}(«""]|\s*$)", RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
