using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Questions;
using ClinSeek.Reasoning.Scores;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>
/// Says yes or no to a question about a score: whether it lies in a band that the question names («stage 3», «low risk»), beyond
/// a number that it names («at least 2»), else whether it is positive. Null where the possible values disagree, or where the
/// question turns on a word that the score does not know.
/// </summary>
internal static partial class ScoreVerdict
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>Yes, no, or null.</summary>
    public static bool? Read(string question, ScoreResult result)
    {
        string text = QuestionWords.Fold(Unnamed(question, result.Definition));
        ScoreBand[] named = Named(text, result.Definition);
        if (named.Length > 0)
        {
            return Agree(result.Bands.Select(band => (bool?)named.Any(one => one.Key == band.Key)));
        }

        if (Comparison().Match(text) is { Success: true } comparison && result.Value is { } value)
        {
            Interval answer = Compare(comparison, value);
            return answer.IsExact ? answer.Low > 0 : null;
        }

        return Turns().IsMatch(text) ? null : Agree(result.Bands.Select(static band => band.Positive));
    }

    // «Class» and «stage» stay: they belong to the band as well as to the name.
    private static string Unnamed(string question, ScoreDefinition score) => score.Aliases.Append(score.Name)
        .Where(static name => !name.EndsWith("class", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("stage", StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(static name => name.Length)
        .Aggregate(question, static (text, name) => ScoreMentions.Pattern(name).Replace(text, " "));

    private static ScoreBand[] Named(string text, ScoreDefinition score)
    {
        (ScoreBand Band, Match Match)[] all = [.. score.Bands
            .SelectMany(static band => Labels(band).Select(label => (band, label)))
            .Select(one => (one.band, Regex.Match(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(one.label)}(?![\p{{L}}\p{{N}}])", Options)))
            .Where(static one => one.Item2.Success)];
        // «Very low» is not «low».
        return [.. all.Where(one => !all.Any(other => other.Match.Length > one.Match.Length && other.Match.Index <= one.Match.Index && other.Match.Index + other.Match.Length >= one.Match.Index + one.Match.Length)).Select(static one => one.Band).Distinct()];
    }

    // What stands before the colon of a meaning is the band's name, unless that is a number.
    private static IEnumerable<string> Labels(ScoreBand band) =>
        new[] { band.Meaning.Split(':', '(')[0], band.Meaning.Split(':', '(')[0].Replace("class ", "", StringComparison.Ordinal) }
            .Select(static label => label.Trim().ToLowerInvariant())
            .Where(static label => label.Length > 1 && label.Any(char.IsLetter) && !label.Contains(" or ", StringComparison.Ordinal) && label.Split(' ').Length <= 3)
            .Distinct();

    private static Interval Compare(Match match, Interval value)
    {
        Interval limit = Interval.Exactly(double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
        bool Is(string name) => match.Groups[name].Success;
        return Is("least") ? IntervalMath.LessOrEqual(limit, value)
            : Is("most") ? IntervalMath.LessOrEqual(value, limit)
            : Is("above") ? IntervalMath.Less(limit, value)
            : IntervalMath.Less(value, limit);
    }

    private static bool? Agree(IEnumerable<bool?> says) => says.Distinct().ToArray() is [{ } only] ? only : null;

    [GeneratedRegex(@"(?:(?<least>at least|>=|≥|no less than)|(?<most>at most|<=|≤|no more than|up to)|(?<above>above|over|more than|greater than|higher than|>|exceeds?|exceeding)|(?<below>below|under|less than|lower than|fewer than|<))\s*(?<number>\d+(?:\.\d+)?)|(?<!\d)(?<number>\d+(?:\.\d+)?)( points?)? or (?:(?<least>more|higher|above|greater)|(?<most>less|lower|below|fewer))", Options)]
    private static partial Regex Comparison();

    // Words and numbers on which the answer turns, but which name no band.
    [GeneratedRegex(@"\b(low|lower|negative|normal|unlikely|excluded?|ruled out|rule out|safe|not|mild|moderate|severe|intermediate)\b|n't\b|(?<![\p{L}\p{N}-])\d+(?![\p{L}\p{N}]|[- ](day|hour|year|week|month))", Options)]
    private static partial Regex Turns();
}
