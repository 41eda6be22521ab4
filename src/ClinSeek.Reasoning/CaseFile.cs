using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning;

/// <summary>Everything a reasoner may know of a case when it takes a turn. Holds PHI.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Films">The ids of the patient's imaging studies that have a film and are visible at the cut-off.</param>
/// <param name="Tools">The tools that may be called, as people and models see them.</param>
/// <param name="Steps">The steps so far, in order.</param>
/// <param name="StepsLeft">Steps left in the budget, this one included.</param>
/// <param name="FinishOnly">Whether the budget is spent: only a decision or an abstention is accepted now.</param>
/// <param name="Rejections">Why the last decision was sent back; empty when none was.</param>
public sealed record CaseFile(
    CaseRequest Request,
    IReadOnlyList<string> Films,
    IReadOnlyList<AIFunctionDeclaration> Tools,
    IReadOnlyList<CaseStep> Steps,
    int StepsLeft,
    bool FinishOnly,
    IReadOnlyList<string> Rejections)
{
    /// <summary>The hypotheses as the steps so far left them.</summary>
    public HypothesisBoard Board => HypothesisBoard.Fold(Steps.SelectMany(static step => step.Turn.Hypotheses));

    /// <summary>What the case has to work with; null where the host does not say, and then everything is taken to be there.</summary>
    public RunContext? Context { get; init; }

    /// <summary>What may still be spent beside the steps.</summary>
    public BudgetLeft Left { get; init; } = BudgetLeft.Unlimited;

    /// <summary>Where this step's model calls are kept.</summary>
    public IExchangeLog Exchanges { get; init; } = NoExchangeLog.Instance;

    /// <summary>The films as pictures; null where the host has none to give.</summary>
    public IFilmPictures? Pictures { get; init; }

    /// <summary>The evidence so far, in order.</summary>
    public IEnumerable<EvidenceItem> Evidence => Steps.SelectMany(static step => step.Evidence);
}
