using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>Checks the risk of a yes or no: that it is one, and that a quoted one stands in its quote and the quote in the evidence.</summary>
internal static class RiskCheck
{
    /// <summary>The decision with its risk cited at the place where it stands, and what is wrong with it.</summary>
    public static (Decision Decision, IReadOnlyList<GroundingProblem> Problems) Read(Decision decision, Dictionary<EvidenceId, EvidenceItem> known)
    {
        if (decision.Result is not YesNoAnswer { Risk: { } risk } answer)
        {
            return (decision, []);
        }

        if (!risk.IsSound)
        {
            return (decision, [Problem("The risk is not between 0 and 1, or its ends are in the wrong order; write a share such as 0.12, or a percentage such as \"12 %\".")]);
        }

        if (risk.Basis != RiskBasis.Quoted)
        {
            return (decision, []);
        }

        if (risk.Citation is not { } citation)
        {
            return (decision, [Problem("The risk is said to be quoted, and names no evidence with a quote; cite it, or leave risk_citation out where the number is your own.")]);
        }

        (Citation? resolved, string? wrong) = CitationResolver.Resolve(citation, known.GetValueOrDefault(citation.Id));
        double[] absent = [.. Ends(risk).Where(end => !ClaimNumbers.StatesShare(citation.Quote, end))];
        List<GroundingProblem> problems = [.. wrong is null ? Array.Empty<GroundingProblem>() : [Problem($"The risk {wrong}.")]];
        if (absent.Length > 0)
        {
            problems.Add(Problem(string.Create(CultureInfo.InvariantCulture, $"The risk {absent[0]:0.####} does not stand in its quote, neither so nor in per cent; quote it, or leave risk_citation out where the number is your own.")));
        }

        return (decision with { Result = answer with { Risk = risk with { Citation = resolved ?? citation } } }, problems);
    }

    // A bound such as «below 5 %» states one end; the other is the end of all risks.
    private static IEnumerable<double> Ends(Risk risk) => (risk.Low, risk.High) switch
    {
        (0, < 1 and > 0) => [risk.High],
        ( > 0 and < 1, 1) => [risk.Low],
        _ => [risk.Low, risk.High],
    };

    private static GroundingProblem Problem(string text) => new(GroundingKind.Risk, null, text);
}
