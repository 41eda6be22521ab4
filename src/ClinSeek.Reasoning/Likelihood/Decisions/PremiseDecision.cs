using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Answers whether a pack's premise holds: «does she have acute kidney injury?», «is he anaemic?».</summary>
internal static class PremiseDecision
{
    /// <summary>The decision that the premise's formula gives.</summary>
    public static Decision Write(Pack pack, CaseFile file, RecordView view)
    {
        PackPremise premise = pack.Premise!;
        FormulaResult? result = Formulas.Compute(premise.Formula, pack, view);
        bool yes = result is { Value: not 0 };
        string? text = result is null || file.Rejections.Count > 0 ? null
            : YesNoText.For(file.Request.Candidates, yes, yes ? $"the record's values show {premise.Name}." : $"the record's values do not show {premise.Name}{(premise.Limit is { } limit ? $" ({limit})" : "")}.");
        return new Decision
        {
            Type = QuestionType.YesNo,
            Result = text is null ? null : new YesNoAnswer(yes),
            Answer = text,
            Abstention = text is not null ? null
                : file.Rejections.Count > 0 ? "The decision was sent back and the evidence allows no other: " + string.Join(" ", file.Rejections.Take(3))
                : result is null ? $"Whether the record shows {premise.Name} cannot be worked out: a value is missing, too old or in an unknown unit."
                : $"No candidate says {(yes ? "yes" : "no")}.",
            Ranking = file.Board.Live,
            Claims = result is null ? [] : [PremiseClaim.Write(premise, result)],
            Caveats =
            [
                "Research software, not a medical device.",
                $"No language model configured: answered by the likelihood reasoner with the pack {pack.Key}, version {pack.Version}.",
                .. premise.Limit is null ? Array.Empty<string>() : [$"Of the definition, {premise.Limit}."],
            ],
        };
    }
}
