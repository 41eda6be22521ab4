using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>
/// Checks a decision against what the case gathered: the answer is of its question's form and from its list, every claim
/// cites evidence that exists, every quote stands there literally at the place it names, numbers come from the quotes or
/// are marked as computed, a risk is one and stands where it is said to be quoted from, and every live hypothesis is addressed. It checks what is said, not whether it follows.
/// </summary>
public static class DecisionChecker
{
    /// <summary>A stated hypothesis of less weight may be left aside without a word.</summary>
    private const double Notable = 0.05;

    /// <summary>Checks a decision against a case file whose steps hold the evidence and whose board is as the decision left it.</summary>
    public static GroundingReport Check(Decision decision, CaseFile file) =>
        Check(decision, file.Request, [.. file.Steps.SelectMany(static step => step.Evidence)], file.Board);

    /// <summary>Checks a decision against evidence and hypotheses.</summary>
    public static GroundingReport Check(Decision decision, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence, HypothesisBoard board)
    {
        Dictionary<EvidenceId, EvidenceItem> known = evidence.ToDictionary(static item => item.Id);
        var claims = new List<Claim>(decision.Claims.Count);
        var problems = new List<GroundingProblem>();
        foreach ((int index, Claim claim) in decision.Claims.Index())
        {
            (Claim resolved, IReadOnlyList<string> wrong) = Resolve(claim, known);
            claims.Add(resolved);
            problems.AddRange(wrong.Select(text => new GroundingProblem(GroundingKind.Claim, index, string.Create(CultureInfo.InvariantCulture, $"Claim {index + 1} {text}."))));
        }

        (Decision formed, IReadOnlyList<GroundingProblem> form) = AnswerForm.Read(decision with { Claims = claims }, request);
        (formed, IReadOnlyList<GroundingProblem> risk) = RiskCheck.Read(formed, known);
        return new GroundingReport(formed, [.. Outcome(decision), .. form, .. risk, .. Ranking(decision, board), .. Unaddressed(formed, board), .. problems]);
    }

    private static IEnumerable<GroundingProblem> Outcome(Decision decision)
    {
        bool answers = !string.IsNullOrWhiteSpace(decision.Answer) || decision.Result is not null;
        if (answers == !string.IsNullOrWhiteSpace(decision.Abstention))
        {
            yield return new(GroundingKind.Outcome, null, "A decision has either an answer or the reason for an abstention, not both and not neither.");
        }

        if (answers && decision.Claims.Count == 0)
        {
            yield return new(GroundingKind.Outcome, null, "An answer needs at least one claim with a citation.");
        }
    }

    private static IEnumerable<GroundingProblem> Ranking(Decision decision, HypothesisBoard board)
    {
        foreach (Hypothesis live in board.Live.Where(live => decision.Ranking.All(ranked => ranked.Key != live.Key)))
        {
            yield return new(GroundingKind.Ranking, null, $"The live hypothesis '{live.Key}' is not in the ranking; rank it or retire it.");
        }

        foreach (Hypothesis ranked in decision.Ranking)
        {
            if (board.Find(ranked.Key) is null)
            {
                yield return new(GroundingKind.Ranking, null, $"The ranking names '{ranked.Key}', which was never proposed.");
            }

            if (ranked.Weight is not (>= 0 and <= 1))
            {
                yield return new(GroundingKind.Ranking, null, $"The weight of '{ranked.Key}' is not between 0 and 1.");
            }
        }
    }

    // A pack weighs all its hypotheses with every finding; a model's are weighed where it says so.
    private static IEnumerable<GroundingProblem> Unaddressed(Decision decision, HypothesisBoard board) => string.IsNullOrWhiteSpace(decision.Answer) ? [] : board.Live
        .Where(live => live.Basis == WeightBasis.Stated && live.Weight >= Notable && live.For.Count + live.Against.Count == 0 && !Mentions(decision, live))
        .Select(static live => new GroundingProblem(GroundingKind.Hypotheses, null, $"The live hypothesis '{live.Key}' was never weighed against evidence; say in a claim what speaks for or against it, or retire it."));

    private static bool Mentions(Decision decision, Hypothesis hypothesis) =>
        decision.Claims.Select(static claim => claim.Text).Append(decision.Answer!).Concat(decision.Result?.Names ?? []).Any(text =>
            text.Contains(hypothesis.Name, StringComparison.OrdinalIgnoreCase) || text.Contains(hypothesis.Key.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));

    private static (Claim Resolved, IReadOnlyList<string> Problems) Resolve(Claim claim, Dictionary<EvidenceId, EvidenceItem> known)
    {
        if (string.IsNullOrWhiteSpace(claim.Text))
        {
            return (claim, ["is empty"]);
        }

        if (claim.Citations.Count == 0)
        {
            return (claim, ["has no citation; cite evidence or drop it"]);
        }

        (Citation? Resolved, string? Problem)[] citations = [.. claim.Citations.Select(citation => CitationResolver.Resolve(citation, known.GetValueOrDefault(citation.Id)))];
        List<string> problems = [.. citations.Select(static one => one.Problem).OfType<string>()];
        IReadOnlyList<string> unquoted = ClaimNumbers.Unquoted(claim.Text, claim.Citations.Select(static citation => citation.Quote));
        if (unquoted.Count > 0)
        {
            problems.Add($"states {string.Join(", ", unquoted)}, which none of its quotes holds; quote it or write (computed: ...)");
        }

        return (claim with { Citations = [.. citations.Zip(claim.Citations, static (resolved, said) => resolved.Resolved ?? said)] }, problems);
    }
}
