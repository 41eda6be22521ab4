using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What of the packs a folded question names.</summary>
internal static class QuestionMentions
{
    // In lower case these are other words or times.
    private static readonly HashSet<string> NotAlone = new(StringComparer.Ordinal) { "cap", "hrs", "other", "congestion", "obstruction" };

    /// <summary>The pack whose problem is named first, with the words that name it; null where none is.</summary>
    public static (Pack Pack, string Words)? Problem(string question, PackLibrary library) => library.Packs
        .SelectMany(pack => pack.Problem.Terms.Select(term => (pack, Match: TermPattern.For(QuestionWords.Fold(term)).Match(question))))
        .Where(static pair => pair.Match.Success)
        .OrderBy(static pair => pair.Match.Index).ThenByDescending(static pair => pair.Match.Length)
        .Select(static pair => ((Pack, string)?)(pair.pack, pair.Match.Value))
        .FirstOrDefault();

    /// <summary>The hypotheses of a pack that are named, in the order of the question; a name inside a longer one does not count.</summary>
    public static IReadOnlyList<PackHypothesis> Hypotheses(string question, Pack pack)
    {
        (PackHypothesis Hypothesis, Match Match)[] all = [.. pack.Hypotheses
            .Where(static hypothesis => hypothesis.Key != Pack.NoneOfThese)
            .SelectMany(hypothesis => hypothesis.Synonyms.Append(hypothesis.Name).Select(QuestionWords.Fold).Where(static name => !NotAlone.Contains(name)).SelectMany(name => TermPattern.For(name).Matches(question)).Select(match => (hypothesis, match)))];
        return [.. all
            .Where(one => !all.Any(other => other.Match.Length > one.Match.Length && other.Match.Index <= one.Match.Index && other.Match.Index + other.Match.Length >= one.Match.Index + one.Match.Length))
            .OrderBy(static one => one.Match.Index).Select(static one => one.Hypothesis).Distinct()];
    }
}
