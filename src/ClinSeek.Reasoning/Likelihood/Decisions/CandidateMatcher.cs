using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Finds the candidate answer that names a hypothesis.</summary>
internal static partial class CandidateMatcher
{
    /// <summary>
    /// The candidate that names the hypothesis, as written in the list: in the words of its name or a synonym, else one that
    /// holds such words and names no other hypothesis of the pack with longer ones. Null where there is none.
    /// </summary>
    public static string? Match(Pack pack, PackHypothesis hypothesis, IReadOnlyList<string> candidates)
    {
        HashSet<string> names = [.. Names(hypothesis)];
        return candidates.FirstOrDefault(candidate => names.Contains(Words(candidate)))
            ?? candidates
                .Select(candidate => (candidate, Length: Length(Words(candidate), hypothesis)))
                .Where(one => one.Length > 0 && !Denies().IsMatch(one.candidate) && pack.Hypotheses.All(other => other == hypothesis || Length(Words(one.candidate), other) < one.Length))
                .OrderByDescending(static one => one.Length).ThenBy(static one => one.candidate.Length)
                .Select(static one => one.candidate)
                .FirstOrDefault();
    }

    private static IEnumerable<string> Names(PackHypothesis hypothesis) => hypothesis.Synonyms.Append(hypothesis.Name).Select(Words);

    // How many letters of the candidate its longest name explains; the words may stand apart, as in «heart failure, acute».
    private static int Length(string candidate, PackHypothesis hypothesis)
    {
        if (hypothesis.Key == Pack.NoneOfThese)
        {
            return 0;
        }

        HashSet<string> words = [.. candidate.Split(' ')];
        return Names(hypothesis).Where(name => name.Split(' ').All(words.Contains)).Select(static name => name.Length).DefaultIfEmpty(0).Max();
    }

    private static string Words(string text) => NotWords().Replace(QuestionWords.Fold(text), " ").Trim();

    [GeneratedRegex(@"^\s*(no|not|without|exclude[sd]?|absence of)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denies();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NotWords();
}
