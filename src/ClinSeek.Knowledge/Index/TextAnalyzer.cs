using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using ClinSeek.Evidence.Text;
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
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> StemBySpan = Stems.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string> Stop = PassagePack.ResourceLines("stop-words.txt").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Runs of letters and digits in lower case without accents.</summary>
    public static List<string> Words(string text) => Split(text, static word => word.ToString());

    /// <summary>The terms of a text, stop words included: phrases need them.</summary>
    public static List<string> Terms(string text) => Split(text, static word => StemBySpan.TryGetValue(word, out string? known) ? known : Stem(word.ToString()));

    /// <summary>The term of a word.</summary>
    public static string Stem(string word)
    {
        if (Stems.TryGetValue(word, out string? known))
        {
            return known;
        }

        string folded = word.Length >= FoldFrom ? word.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal) : word;
        string stem = PorterStemmer.Stem(folded);
        if (Stems.Count < CacheLimit)
        {
            Stems.TryAdd(word, stem);
        }

        return stem;
    }

    /// <summary>Whether a word is too common in questions to tell passages apart.</summary>
    public static bool IsStopWord(string word) => Stop.Contains(word);

    private static List<string> Split(string text, Func<ReadOnlySpan<char>, string> take)
    {
        var found = new List<string>((text.Length / 6) + 1);
        Span<char> word = stackalloc char[LongestWord];
        int length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            if (char.IsAsciiLetterOrDigit(letter))
            {
                Put(word, ref length, char.ToLowerInvariant(letter));
            }
            else if (letter > '\u007F' && LetterFolding.Of(letter) is { } plain && plain != " ")
            {
                foreach (char part in plain)
                {
                    Put(word, ref length, char.ToLowerInvariant(part));
                }
            }
            else if (letter > '\u007F' && (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)))
            {
                Put(word, ref length, char.ToLowerInvariant(letter));
            }
            else if (length > 0 && (letter <= '\u007F' || CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
            {
                found.Add(take(word[..length]));
                length = 0;
            }
        }

        if (length > 0)
        {
            found.Add(take(word[..length]));
        }

        return found;
    }

    // A longer word is cut: nothing that anybody would seek has more letters.
    private static void Put(Span<char> word, ref int length, char letter)
    {
        if (length < word.Length)
        {
            word[length++] = letter;
        }
    }
}
