using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Questions;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Finds the published score that a question names, or that answers what it asks.</summary>
internal static partial class ScoreMentions
{
    private static readonly ConcurrentDictionary<string, Regex> Names = new(StringComparer.Ordinal);

    // Words of every day, unless they are written as the abbreviation or followed by what makes them a score.
    private static readonly HashSet<string> Everyday = new(StringComparer.OrdinalIgnoreCase) { "HEART", "SOFA", "PERC", "NEWS", "Wells", "Geneva", "TIMI", "PLASMIC", "CHESS", "MELD", "Winter" };

    /// <summary>The score, or null. Of several names the longest counts: «MELD-Na» is not MELD.</summary>
    public static ScoreDefinition? Find(string question, ScoreLibrary library) =>
        library.Scores
            .SelectMany(score => score.Aliases.Append(score.Name).Select(name => (score, Length: Named(question, name))))
            .Where(static one => one.Length > 0)
            .OrderByDescending(static one => one.Length)
            .Select(static one => one.score)
            .FirstOrDefault()
        ?? library.Scores.FirstOrDefault(score => score.Asks.Any(phrase => TermPattern.For(QuestionWords.Fold(phrase)).IsMatch(QuestionWords.Fold(question))));

    private static int Named(string question, string name)
    {
        foreach (Match match in Pattern(name).Matches(question).Where(match => !Everyday.Contains(name) || !match.Value.Any(char.IsLower) || ScoreWord().IsMatch(question[(match.Index + match.Length)..])))
        {
            return match.Length;
        }

        return 0;
    }

    /// <summary>The expression for a score's name.</summary>
    // Hyphens, blanks and small digits are written in every way: CURB65, CURB-65, CHA₂DS₂-VASc.
    public static Regex Pattern(string name) => Names.GetOrAdd(name, static text =>
    {
        string body = string.Concat(text.Select(static letter => letter is '-' or ' ' ? @"[-\s‐-–]*" : char.IsAsciiDigit(letter) ? $"[{letter}{(char)('₀' + letter - '0')}]" : Regex.Escape(letter.ToString())));
        return new Regex($@"(?<![\p{{L}}\p{{N}}]){body}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
    });

    [GeneratedRegex(@"^['’]?s?\s+(score|rule|criteri(a|on)|stage|class|index|points?|formula|risk score)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScoreWord();
}
