using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>
/// Leaves of a decision what stands: ungrounded claims, a risk that is none and names that are on no list go and are marked as such, and an
/// answer that nothing then carries becomes an abstention.
/// </summary>
public static class GroundedPart
{
    /// <summary>The part of a decision that stands, against a case file as <see cref="DecisionChecker.Check(Decision, CaseFile)"/> takes it.</summary>
    public static Decision Of(Decision decision, CaseFile file) =>
        Of(decision, file.Request, [.. file.Steps.SelectMany(static step => step.Evidence)], file.Board);

    /// <summary>The decision without the claims that do not stand.</summary>
    public static Decision Of(Decision decision, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence, HypothesisBoard board)
    {
        GroundingReport report = DecisionChecker.Check(decision, request, evidence, board);
        Dictionary<int, string> wrong = report.Findings.Where(static finding => finding.Claim is not null)
            .GroupBy(static finding => finding.Claim!.Value).ToDictionary(static same => same.Key, static same => string.Join(" ", same.Select(static one => one.Text)));
        Decision kept = WithoutRisk(Listed(report.Decision, request), report);
        kept = kept with
        {
            Claims = [.. report.Decision.Claims.Where((_, index) => !wrong.ContainsKey(index))],
            Dropped = [.. decision.Dropped, .. wrong.OrderBy(static pair => pair.Key).Select(pair => new DroppedClaim(decision.Claims[pair.Key].Text, pair.Value))],
            Caveats = wrong.Count == 0 ? kept.Caveats : [.. kept.Caveats, string.Create(CultureInfo.InvariantCulture, $"{wrong.Count} claims were left out because their citations do not stand in the evidence.")],
        };
        IReadOnlyList<GroundingProblem> left = DecisionChecker.Check(kept, request, evidence, board).Findings;
        string[] unaddressed = [.. left.Where(static finding => finding.Kind == GroundingKind.Hypotheses).Select(static finding => finding.Text)];
        string[] fatal = [.. left.Where(static finding => finding.Kind != GroundingKind.Hypotheses).Select(static finding => finding.Text)];
        kept = kept with { Caveats = [.. kept.Caveats, .. unaddressed] };
        return kept.Answer is null || fatal.Length == 0
            ? kept
            : kept with { Answer = null, Result = null, Abstention = "The model's answer is not carried by evidence of this case: " + string.Join(" ", fatal.Take(3)) };
    }

    private static Decision WithoutRisk(Decision decision, GroundingReport report) =>
        decision.Result is YesNoAnswer answer && report.Findings.FirstOrDefault(static finding => finding.Kind == GroundingKind.Risk) is { } why
            ? decision with { Result = answer with { Risk = null }, Caveats = [.. decision.Caveats, $"The model's risk was left out. {why.Text}"] }
            : decision;

    // Of several names, those that are on the list stand without those that are not.
    private static Decision Listed(Decision decision, CaseRequest request)
    {
        if (decision.Result is not ChoiceAnswer { Chosen.Count: > 1 } chosen || request.Candidates is not { Count: > 0 } candidates)
        {
            return decision;
        }

        string[] listed = [.. chosen.Chosen.Where(candidates.Contains)];
        return listed.Length == 0 || listed.Length == chosen.Chosen.Count ? decision : decision with
        {
            Result = new ChoiceAnswer(listed),
            Answer = new ChoiceAnswer(listed).Show(),
            Repairs = [.. decision.Repairs, .. chosen.Chosen.Except(listed).Select(static name => $"«{name}» is not on the list and was left out.")],
        };
    }
}
