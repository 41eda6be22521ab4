using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>
/// Answers from a closed list. Where the pack has a hypothesis for every candidate, the weights are those within the list;
/// where it has not, what it does not know keeps its share. Nothing outside the list is ever answered.
/// </summary>
internal sealed class ChoiceWriter(Pack pack, LikelihoodOptions options)
{
    private const double SmallestShare = 0.1;

    /// <summary>The candidate, or several, that the weights carry.</summary>
    public PackAnswer Write(IReadOnlyList<string> candidates, bool several, Posterior posterior)
    {
        IReadOnlyList<CandidateMeaning> meanings = CandidateReader.Read(pack, candidates);
        string[] unknown = [.. meanings.Where(static one => one.Hypotheses.Count == 0).Select(static one => one.Candidate)];
        string? caveat = unknown.Length == 0 ? null : $"No hypothesis of the pack {pack.Key} stands for: {string.Join("; ", unknown)}. They were not weighed.";
        CandidateMeaning[] known = [.. meanings.Where(static one => one.Hypotheses.Count > 0)];
        PackHypothesis leader = pack.Hypothesis(posterior.Leader);
        bool clear = posterior.Leader != Pack.NoneOfThese && posterior.Weights[posterior.Leader] >= options.AnswerAt && posterior.Margin >= options.Margin;
        if (known.Length == 0 || (clear && !known.Any(one => one.Hypotheses.Contains(leader))))
        {
            return PackAnswer.None(clear
                ? $"The evidence points to {leader.Name}, which is not among the candidate answers."
                : $"None of the candidate answers is a hypothesis of the pack {pack.Key}: {string.Join("; ", pack.Hypotheses.Select(static one => one.Name))}.", caveat);
        }

        Dictionary<string, double> weights = Within(posterior, known, closed: unknown.Length == 0);
        Share[] ranked = [.. known
            .GroupBy(static one => string.Join('|', one.Hypotheses.Select(static hypothesis => hypothesis.Key).Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select(group => new Share([.. group], group.First().Hypotheses.Sum(hypothesis => weights[hypothesis.Key])))
            .OrderByDescending(static share => share.Weight).ThenBy(static share => share.Members[0].Candidate, StringComparer.Ordinal)];
        return several ? Several(ranked, caveat) : One(ranked, caveat);
    }

    private PackAnswer One(Share[] ranked, string? caveat)
    {
        double margin = ranked.Length > 1 ? ranked[0].Weight - ranked[1].Weight : ranked[0].Weight;
        if (ranked[0].Weight < options.AnswerAt || margin < options.Margin)
        {
            return PackAnswer.None(Unsettled(ranked), caveat);
        }

        return ranked[0].Single is { } one
            ? new PackAnswer(new ChoiceAnswer([one.Candidate]), one.Candidate, null, caveat)
            : PackAnswer.None($"The pack {pack.Key} cannot tell these candidates apart: {string.Join("; ", ranked[0].Members.Select(static member => member.Candidate))}.", caveat);
    }

    // The fewest candidates, heaviest first, that together carry an answer.
    private PackAnswer Several(Share[] ranked, string? caveat)
    {
        var chosen = new List<string>();
        double sum = 0;
        int shares = 0;
        foreach (Share share in ranked.TakeWhile(share => sum < options.AnswerAt && (shares == 0 || share.Weight >= SmallestShare)))
        {
            chosen.AddRange(share.Single is { } one ? [one.Candidate] : share.Members.Select(static member => member.Candidate));
            sum += share.Weight;
            shares++;
        }

        return sum < options.AnswerAt || (shares > 1 && shares * 2 > ranked.Length)
            ? PackAnswer.None(Unsettled(ranked), caveat)
            : new PackAnswer(new ChoiceAnswer(chosen), string.Join('\n', chosen), null, caveat);
    }

    private string Unsettled(Share[] ranked)
    {
        string second = ranked.Length > 1 ? $", «{ranked[1].Members[0].Candidate}» follows with {WeightText.Show(ranked[1].Weight)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"The record does not settle the choice: «{ranked[0].Members[0].Candidate}» leads with weight {WeightText.Show(ranked[0].Weight)}{second}; an answer needs {options.AnswerAt:0.00} and a margin of {options.Margin:0.00}.");
    }

    private static Dictionary<string, double> Within(Posterior posterior, CandidateMeaning[] known, bool closed)
    {
        Dictionary<string, double> listed = known.SelectMany(static one => one.Hypotheses).Select(static one => one.Key).Distinct().ToDictionary(static key => key, key => posterior.Weights[key], StringComparer.Ordinal);
        return closed ? Posterior.Normalise(listed) : listed;
    }

    private sealed record Share(IReadOnlyList<CandidateMeaning> Members, double Weight)
    {
        // Of several names of one thing, the one that is literally its name is meant.
        public CandidateMeaning? Single => Members.Count == 1 ? Members[0]
            : Members.Count(static member => member.Literal) == 1 ? Members.First(static member => member.Literal)
            : null;
    }
}
