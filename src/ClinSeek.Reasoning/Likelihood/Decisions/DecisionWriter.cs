using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Writes the end of a case: an answer where the evidence carries one, else an abstention that says what is missing.</summary>
internal sealed class DecisionWriter(Pack pack, QuestionReading reading, LikelihoodOptions options)
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
            Type = QuestionForm.Of(file.Request).Type,
            Answer = null,
            Abstention = "draft",
            Ranking = board.Live,
            Claims = claims,
            WouldChange = Outlook.Write(pack, states, posterior, Changes),
            Caveats = CaveatWriter.Write(pack, states, posterior, view, passage is not null),
        };
        // A claim that cannot be shown to stand is left out rather than argued for.
        draft = draft with { Claims = [.. claims.Where(claim => DecisionChecker.Check(draft with { Claims = [claim] }, file.Request, view.Evidence, board).Ok)] };
        if (Obstacle(file, view, states, draft) is { } obstacle)
        {
            return draft with { Abstention = obstacle };
        }

        PackAnswer answer = new AnswerWriter(pack, reading, options).Write(file.Request, posterior, board, Missing(draft));
        IReadOnlyList<string> caveats = answer.Caveat is { } caveat ? [.. draft.Caveats, caveat] : draft.Caveats;
        // A type that was only guessed from the wording gives way to what the question was read as.
        QuestionType? type = answer.Result is DifferentialAnswer ? QuestionType.RankedDifferential : draft.Type;
        return draft with { Type = type, Result = answer.Result, Answer = answer.Text, Abstention = answer.Unsettled, Caveats = caveats };
    }

    /// <summary>An abstention before any hypothesis was put up, or when nothing of the pack applies.</summary>
    public static Decision Abstain(string why, HypothesisBoard board) => new()
    {
        Answer = null,
        Abstention = why,
        Ranking = board.Live,
        Caveats = ["Research software, not a medical device.", "No language model configured: answered by the likelihood reasoner, which knows its packs only."],
    };

    private string? Obstacle(CaseFile file, RecordView view, IReadOnlyList<FindingState> states, Decision draft)
    {
        FindingState[] informing = [.. states.Where(static state => state.Informs)];
        int groups = informing.Select(static state => state.Finding.Group).Distinct().Count();
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
            return string.Create(CultureInfo.InvariantCulture, $"Too little evidence: {informing.Length} informative findings from {groups} mechanisms were found, at least {options.MinimumFindings} from {options.MinimumGroups} are needed.{Missing(draft)}");
        }

        if (!informing.Any(static state => state.Finding.IsCurrent))
        {
            return $"The record holds history and treatment only, nothing of the present episode that tells the causes apart.{Missing(draft)}";
        }

        return draft.Claims.Count == 0 ? "No finding could be quoted literally from the evidence, so nothing is claimed." : null;
    }

    private static string Missing(Decision draft) =>
        draft.WouldChange.Count > 0 ? " Most telling of what is missing: " + string.Join(" ", draft.WouldChange.Take(3)) : "";

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
            yield return PremiseClaim.Write(premise, result);
        }
    }
}
