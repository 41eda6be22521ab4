using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Turns a pack's phrase into an expression: whole words, any white space between them, <c>*</c> at a word's end for any
/// ending. Case is ignored, but an acronym of up to four capitals and digits keeps it.
/// </summary>
internal static class TermPattern
{
    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    /// <summary>The expression for a phrase.</summary>
    public static Regex For(string term) => Cache.GetOrAdd(term, static phrase =>
    {
        string body = string.Join(@"\s+", phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => word.EndsWith('*') ? Regex.Escape(word[..^1]) + @"\p{L}*" : Regex.Escape(word)));
        bool acronym = phrase.Length <= 4 && phrase.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
        return new Regex($@"(?<![\p{{L}}\p{{N}}]){body}(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant | (acronym ? RegexOptions.None : RegexOptions.IgnoreCase), TimeSpan.FromSeconds(2));
    });
}
