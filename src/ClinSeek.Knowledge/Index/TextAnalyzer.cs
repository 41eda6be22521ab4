using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Turns text into the terms of the index: runs of letters and digits in lower case, without accents, British «ae» and
/// «oe» as «e», stemmed. The same for passages and queries; a change here needs a new <see cref="Version"/>.
/// </summary>
internal static class TextAnalyzer
{
    /// <summary>Part of every index: one that was written by another version is built again.</summary>
    public const int Version = 1;

    private const int LongestWord = 64;
    private const int CacheLimit = 200_000;
    private const int FoldFrom = 5;

    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Stop = PassagePack.ResourceLines("stop-words.txt").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Runs of letters and digits in lower case without accents.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                Append(word, rune);
            }
            else if (word.Length > 0 && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>The terms of a text, stop words included: phrases need them.</summary>
    public static IEnumerable<string> Terms(string text) => Words(text).Select(Stem);

    /// <summary>The term of a word.</summary>
    public static string Stem(string word)
    {
        if (Stems.TryGetValue(word, out string? known))
        {
            return known;
        }

        string folded = word.Length >= FoldFrom ? word.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal) : word;
        string stem = PorterStemmer.Stem(folded.Length > LongestWord ? folded[..LongestWord] : folded);
        if (Stems.Count < CacheLimit)
        {
            Stems.TryAdd(word, stem);
        }

        return stem;
    }

    /// <summary>Whether a word is too common in questions to tell passages apart.</summary>
    public static bool IsStopWord(string word) => Stop.Contains(word);

    private static void Append(StringBuilder word, Rune rune)
    {
        if (rune.IsAscii)
        {
            word.Append((char)Rune.ToLowerInvariant(rune).Value);
            return;
        }

        string lower = Rune.ToLowerInvariant(rune).ToString();
        word.Append(lower.Length == 1 && LetterFolding.Of(lower[0]) is { } plain ? plain.ToLowerInvariant() : lower);
    }
}
