using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>What a finish says of risk, held against what its question wants.</summary>
/// <param name="Risk">The risk; null where none was stated, or none that could be read.</param>
/// <param name="Problem">Why there is none in spite of what was stated, fit for a model to read; else null.</param>
/// <param name="IsUnwanted">Whether one was stated where the question wants no yes or no.</param>
internal sealed record FinishRisk(Risk? Risk, string? Problem = null, bool IsUnwanted = false)
{
    private const int LongestShown = 60;

    private static readonly FinishRisk None = new((Risk?)null);

    /// <summary>Reads the risk of a finish.</summary>
    public static FinishRisk Of(FinishCall ending, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence)
    {
        if (ending.Risk is not { } stated || string.IsNullOrWhiteSpace(ending.Answer) || stated is { ValueKind: JsonValueKind.String } && string.IsNullOrWhiteSpace(stated.GetString()))
        {
            return None;
        }

        if (QuestionForm.Of(request).Type != QuestionType.YesNo)
        {
            return new FinishRisk(null, IsUnwanted: true);
        }

        if (StatedRisk.Read(stated) is not { } ends)
        {
            string shown = stated.ValueKind == JsonValueKind.String ? stated.GetString()! : stated.GetRawText();
            return new FinishRisk(null, $"The risk «{shown[..Math.Min(shown.Length, LongestShown)]}» is not a number; write a share such as 0.12, a percentage such as \"12 %\", or a range such as \"0.1-0.2\", or leave it out.");
        }

        Risk risk = FinishCall.CitationOf(ending.RiskCitation) is { } said
            ? new Risk(ends.Low, ends.High, RiskBasis.Quoted) { Citation = FinishCall.Cite(said, evidence) }
            : new Risk(ends.Low, ends.High, RiskBasis.Stated);
        return AnswerReader.Read(QuestionType.YesNo, [ending.Answer!], request.Candidates, [], risk) is YesNoAnswer
            ? new FinishRisk(risk)
            : new FinishRisk(null, "A risk goes with an answer that begins with yes or no; begin with one of them, or leave the risk out.");
    }
}
