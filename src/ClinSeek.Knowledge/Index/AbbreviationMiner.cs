using System.Text.RegularExpressions;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Finds abbreviations that a text itself explains, «normal pressure hydrocephalus (NPH)», by matching letters backwards
/// (Schwartz and Hearst, «A simple algorithm for identifying abbreviation definitions», PSB 2003).
/// </summary>
internal static partial class AbbreviationMiner
{
    private const int MostWordsMore = 5;

    /// <summary>The pairs of a text, as terms: short form, long form.</summary>
    public static IEnumerable<(string Short, string Long)> Find(string text)
    {
        foreach (Match match in Definition().Matches(text))
        {
            string abbreviation = match.Groups[1].Value.TrimEnd('s');
            if (abbreviation.Count(char.IsUpper) < 2 || !char.IsLetterOrDigit(abbreviation[0]))
            {
                continue;
            }

            int from = Math.Max(0, match.Index - 120);
            if (LongForm(abbreviation, text[from..match.Index].TrimEnd()) is not { } found)
            {
                continue;
            }

            string[] terms = [.. TextAnalyzer.Terms(found)];
            string[] own = [.. TextAnalyzer.Terms(abbreviation)];
            if (own.Length == 1 && terms.Length is >= 2 and <= 8)
            {
                yield return (own[0], string.Join(' ', terms));
            }
        }
    }

    private static string? LongForm(string abbreviation, string before)
    {
        int at = before.Length - 1;
        for (int letter = abbreviation.Length - 1; letter >= 0; letter--)
        {
            char wanted = char.ToLowerInvariant(abbreviation[letter]);
            if (!char.IsLetterOrDigit(wanted))
            {
                continue;
            }

            while (at >= 0 && (char.ToLowerInvariant(before[at]) != wanted || (letter == 0 && at > 0 && char.IsLetterOrDigit(before[at - 1]))))
            {
                at--;
            }

            if (at < 0)
            {
                return null;
            }

            at--;
        }

        string found = before[(at + 1)..];
        int words = found.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Length;
        return words <= Math.Min(abbreviation.Length + MostWordsMore, abbreviation.Length * 2) && !found.AsSpan().ContainsAny(".;:()") ? found : null;
    }

    [GeneratedRegex(@"\(([A-Z0-9][A-Za-z0-9-]{1,7})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Definition();
}
