using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Writes the end of a case: an answer where the evidence carries one, else an abstention that says what is missing.</summary>
internal sealed class DecisionWriter(Pack pack, IReadOnlyList<PackHypothesis> asked, LikelihoodOptions options)
{
    private const int ClaimsFor = 6;
    private const int ClaimsAgainst = 4;
    private const int Changes = 5;

    /// <summary>The decision that findings and weights give.</summary>
    public Decision Write(CaseFile file, RecordView view, IReadOnlyList<FindingState> states, Posterior posterior, HypothesisBoard board)
    {
        string leader = posterior.Leader;
        Claim? passage = leader == Pack.NoneOfThese ? null : KnowledgePassage.Cite(pack.Hypothesis(leader), view);
        List<Claim> claims = [.. Premise(view), .. Claims(posterior), .. passage is null ? [] : new[] { passage }];
        Decision draft = new()
        {
            Answer = null,
            Abstention = "draft",
            Ranking = board.Live,
            Claims = claims,
            WouldChange = Outlook.Write(pack, states, posterior, Changes),
            Caveats = CaveatWriter.Write(pack, states, posterior, view, passage is not null),
        };
        // A claim that cannot be shown to stand is left out rather than argued for.
        draft = draft with { Claims = [.. claims.Where(claim => DecisionChecker.Check(draft with { Claims = [claim] }, file.Request, view.Evidence, board).Ok)] };
        return Obstacle(file, view, states, posterior, draft) is { } obstacle
            ? draft with { Abstention = obstacle }
            : draft with { Answer = Answer(file, posterior), Abstention = null };
    }

    /// <summary>An abstention before any hypothesis was put up, or when nothing of the pack applies.</summary>
    public static Decision Abstain(string why, HypothesisBoard board) => new()
    {
        Answer = null,
        Abstention = why,
        Ranking = board.Live,
        Caveats = ["Research software, not a medical device.", "No language model configured: answered by the likelihood reasoner, which knows its packs only."],
    };

    private string? Obstacle(CaseFile file, RecordView view, IReadOnlyList<FindingState> states, Posterior posterior, Decision draft)
    {
        FindingState[] informing = [.. states.Where(static state => state.Informs)];
        int groups = informing.Select(static state => state.Finding.Group).Distinct().Count();
        string name = pack.Hypothesis(posterior.Leader).Name;
        string missing = draft.WouldChange.Count > 0 ? " Most telling of what is missing: " + string.Join(" ", draft.WouldChange.Take(3)) : "";
        if (pack.Premise is { } premise && Formulas.Compute(premise.Formula, pack, view) is { Value: 0 })
        {
            return $"The question presumes {premise.Name}, but the record's values do not show it{(premise.Limit is { } limit ? $" ({limit})" : "")}, so no cause is named.";
        }

        if (file.Rejections.Count > 0)
        {
            return "The decision was sent back and the evidence allows no other: " + string.Join(" ", file.Rejections.Take(3));
        }

        if (informing.Length < options.MinimumFindings || groups < options.MinimumGroups)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Too little evidence: {informing.Length} informative findings from {groups} mechanisms were found, at least {options.MinimumFindings} from {options.MinimumGroups} are needed.{missing}");
        }

        if (!informing.Any(static state => state.Finding.IsCurrent))
        {
            return $"The record holds history and treatment only, nothing of the present episode that tells the causes apart.{missing}";
        }

        if (posterior.Leader == Pack.NoneOfThese && posterior.Weights[posterior.Leader] >= options.AnswerAt)
        {
            return $"None of the causes of this pack is supported by the record; the explicit remainder leads.{missing}";
        }

        if (posterior.Leader == Pack.NoneOfThese || posterior.Weights[posterior.Leader] < options.AnswerAt || posterior.Margin < options.Margin)
        {
            string second = pack.Hypothesis(posterior.Ranked[1]).Name;
            return string.Create(CultureInfo.InvariantCulture, $"The record does not settle the cause: «{name}» leads with weight {WeightText.Show(posterior.Weights[posterior.Leader])}, «{second}» follows with {WeightText.Show(posterior.Weights[posterior.Ranked[1]])}; an answer needs {options.AnswerAt:0.00} and a margin of {options.Margin:0.00}.{missing}");
        }

        if (draft.Claims.Count == 0)
        {
            return "No finding could be quoted literally from the evidence, so nothing is claimed.";
        }

        return file.Request.Candidates is { Count: > 0 } candidates && CandidateMatcher.Match(pack, pack.Hypothesis(posterior.Leader), candidates) is null
            ? $"The evidence points to {name}, which is not among the candidate answers."
            : null;
    }

    private string Answer(CaseFile file, Posterior posterior)
    {
        PackHypothesis leader = pack.Hypothesis(posterior.Leader);
        if (file.Request.Candidates is { Count: > 0 } candidates)
        {
            return CandidateMatcher.Match(pack, leader, candidates)!;
        }

        string weight = WeightText.Show(posterior.Weights[posterior.Leader]);
        PackHypothesis[] others = [.. asked.Where(one => one != leader)];
        return others.Length > 0
            ? $"More likely {leader.Name} (weight {weight}, not a calibrated probability) than {string.Join(" or ", others.Select(one => $"{one.Name} ({WeightText.Show(posterior.Weights[one.Key])})"))}."
            : $"Most likely: {leader.Name} (weight {weight}, not a calibrated probability). Next: {pack.Hypothesis(posterior.Ranked[1]).Name} ({WeightText.Show(posterior.Weights[posterior.Ranked[1]])}).";
    }

    private IEnumerable<Claim> Claims(Posterior posterior)
    {
        IEnumerable<Contribution> own = posterior.Contributions
            .Where(one => one.Effect.Hypothesis == posterior.Leader)
            .OrderByDescending(static one => Math.Abs(Math.Log(one.Applied))).ThenBy(static one => one.State.Finding.Key, StringComparer.Ordinal);
        // What lifts or sinks the rivals belongs into the record as much as what lifts the leader.
        IEnumerable<Contribution> rival = posterior.Contributions
            .Where(one => one.Effect.Hypothesis == posterior.Ranked[1] && one.Applied != 1)
            .OrderByDescending(static one => Math.Abs(Math.Log(one.Applied))).ThenBy(static one => one.State.Finding.Key, StringComparer.Ordinal);
        return own.Where(static one => one.Applied > 1).Take(ClaimsFor)
            .Concat(own.Where(static one => one.Applied < 1).Take(ClaimsAgainst))
            .Concat(rival.Take(2))
            .Select(one => FindingClaim.Write(pack, one));
    }

    private IEnumerable<Claim> Premise(RecordView view)
    {
        if (pack.Premise is { } premise && Formulas.Compute(premise.Formula, pack, view) is { } result)
        {
            string text = result.Inputs.Count == 0 ? result.Detail : $"{string.Join(", ", result.Inputs)} (computed: {premise.Name} {(result.Value == 0 ? "is not met" : "is met")})";
            yield return new Claim(char.ToUpperInvariant(text[0]) + text[1..] + ".", result.Citations);
        }
    }
}
