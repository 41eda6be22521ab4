using System.Text.RegularExpressions;
using ClinSeek.Evidence.Text;

namespace ClinSeek.Evidence.Decisions;

/// <summary>
/// Finds the candidate that a name means: literally, by case, accents, white space and punctuation, by British and American spelling,
/// then by one misspelt letter a word. What could mean two candidates, or differs in a number, a sign or the beginning of a
/// word («hypo», «hyper»), means none. It never gives a name that is not on the list.
/// </summary>
public static partial class CandidateNames
{
    private const int ShortestMisspelt = 6;
    private const int SameBeginning = 4;

    /// <summary>The candidate in the list's own spelling, or null where none or more than one is meant.</summary>
    public static string? Find(string name, IReadOnlyList<string> candidates)
    {
        if (candidates.Contains(name, StringComparer.Ordinal))
        {
            return name;
        }

        string plain = Plain(name);
        if (plain.Length == 0)
        {
            return null;
        }

        string[] same = [.. candidates.Where(candidate => Plain(candidate) == plain).Distinct(StringComparer.Ordinal)];
        if (same.Length > 0)
        {
            return same.Length == 1 ? same[0] : null;
        }

        // «Prednisoeone» is a slip of one word as it stands, and of another one where its «oe» is read as «e»: it means none.
        string spelt = Spelt(name);
        string[] alike = [.. candidates.Where(candidate => Misspells(plain, Plain(candidate)) || Misspells(spelt, Spelt(candidate))).Distinct(StringComparer.Ordinal)];
        return alike.Length == 1 ? alike[0] : null;
    }

    private static string Plain(string name) => Spelt(name).Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal);

    private static string Spelt(string name)
    {
        string joined = Joint().Replace(LetterFolding.Fold(Decoration().Replace(LetterFolding.Widths(name).TrimEnd(), "")).Replace('\u00B5', '\u03BC'), " ");
        return Blanks().Replace(joined, " ").Trim();
    }

    private static bool Misspells(string said, string meant)
    {
        string[] one = said.Split(' '), other = meant.Split(' ');
        return one.Length == other.Length && one.Zip(other).All(static pair => pair.First == pair.Second || Misspelt(pair.First, pair.Second));
    }

    private static bool Misspelt(string one, string other) =>
        one.Length >= ShortestMisspelt && other.Length >= ShortestMisspelt
        && one.All(char.IsLetter) && other.All(char.IsLetter)
        && one.AsSpan(0, SameBeginning).SequenceEqual(other.AsSpan(0, SameBeginning))
        && OneEdit(one, other);

    // One letter replaced, left out, put in, or swapped with its neighbour.
    private static bool OneEdit(string one, string other)
    {
        if (one.Length > other.Length)
        {
            (one, other) = (other, one);
        }

        int start = one.AsSpan().CommonPrefixLength(other);
        return (other.Length - one.Length) switch
        {
            0 => one.AsSpan(start + 1).SequenceEqual(other.AsSpan(start + 1))
                || (start + 1 < one.Length && one[start] == other[start + 1] && one[start + 1] == other[start] && one.AsSpan(start + 2).SequenceEqual(other.AsSpan(start + 2))),
            1 => one.AsSpan(start).SequenceEqual(other.AsSpan(start + 1)),
            _ => false,
        };
    }

    [GeneratedRegex(@"^\s*(?:[-*•]\s+|\(?\d{1,3}[.)]\s+)?[""'«“‘`*]*|(?<![""'»”’`*])[""'»”’`*]+[.;,]?\s*$|[.;,]\s*$")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"(?<=[\p{L}\p{N}])\s*[-‐‑–—/,]\s*(?=[\p{L}\p{N}])|(?<=\p{L})['’](?=\p{L})")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
