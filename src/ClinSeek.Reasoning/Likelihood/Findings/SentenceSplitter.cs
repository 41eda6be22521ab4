using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Cuts a note into sentences: at line ends, semicolons, and full stops that end a sentence; what goes on for ever is cut between words.</summary>
internal static partial class SentenceSplitter
{
    // Nobody writes one as long; every phrase in it would be weighed against all that stands before it.
    private const int Longest = 2_000;

    /// <summary>The sentences in order; headings such as <c>Family history:</c> are remembered for those under them.</summary>
    public static IEnumerable<Sentence> Split(string text)
    {
        string section = "";
        int start = 0;
        foreach (Match end in Boundary().Matches(text))
        {
            foreach (Sentence sentence in Cut(text, start, end.Index + (end.Value[0] is '.' or '!' or '?' ? 1 : 0), section))
            {
                section = sentence.Section;
                yield return sentence;
            }

            if (end.Value.Count(static letter => letter == '\n') > 1)
            {
                section = "";
            }

            start = end.Index + end.Length;
        }

        foreach (Sentence sentence in Cut(text, start, text.Length, section))
        {
            yield return sentence;
        }
    }

    private static IEnumerable<Sentence> Cut(string text, int start, int end, string section)
    {
        while (start < end)
        {
            if (char.IsWhiteSpace(text[start]))
            {
                start++;
                continue;
            }

            int upTo = Math.Min(end, start + Longest);
            upTo = upTo < end && text.LastIndexOf(' ', upTo, Longest) is > 0 and var blank ? blank : upTo;
            string sentence = text[start..upTo].TrimEnd();
            section = Heading().Match(sentence) is { Success: true } heading ? heading.Groups[1].Value.ToLowerInvariant() : section;
            yield return new Sentence(start, sentence, section);
            start = upTo;
        }
    }

    // Each run of blanks is looked through once: notes are padded with thousands of them.
    [GeneratedRegex(@"(?<!\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|vs|approx|e\.g|i\.e))[.!?](?=\s+\S|\s*$)\s*|;\s*|(?<![^\S\r\n])[^\S\r\n]*[\r\n]\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z /]{1,40}):", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
