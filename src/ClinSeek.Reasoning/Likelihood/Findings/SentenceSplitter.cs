using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Cuts a note into sentences: at line ends, semicolons, and full stops that end a sentence.</summary>
internal static partial class SentenceSplitter
{
    /// <summary>The sentences in order; headings such as <c>Family history:</c> are remembered for those under them.</summary>
    public static IEnumerable<Sentence> Split(string text)
    {
        string section = "";
        int start = 0;
        foreach (Match end in Boundary().Matches(text))
        {
            if (Cut(text, start, end.Index + (end.Value[0] is '.' or '!' or '?' ? 1 : 0), ref section) is { } sentence)
            {
                yield return sentence;
            }

            if (end.Value.Count(static letter => letter == '\n') > 1)
            {
                section = "";
            }

            start = end.Index + end.Length;
        }

        if (Cut(text, start, text.Length, ref section) is { } last)
        {
            yield return last;
        }
    }

    private static Sentence? Cut(string text, int start, int end, ref string section)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        string sentence = text[start..Math.Max(start, end)].TrimEnd();
        if (sentence.Length == 0)
        {
            return null;
        }

        if (Heading().Match(sentence) is { Success: true } heading)
        {
            section = heading.Groups[1].Value.ToLowerInvariant();
        }

        return new Sentence(start, sentence, section);
    }

    [GeneratedRegex(@"(?<!\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|vs|approx|e\.g|i\.e))[.!?](?=\s+\S|\s*$)\s*|;\s*|\s*[\r\n]+\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z /]{1,40}):", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
