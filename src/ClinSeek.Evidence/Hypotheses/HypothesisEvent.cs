using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Hypotheses;

/// <summary>One change to one hypothesis, as the ledger records it.</summary>
/// <param name="Hypothesis">A stable key within the case, such as <c>pulmonary_embolism</c>.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="WeightBefore">The weight before, 0 to 1; null when it is proposed.</param>
/// <param name="WeightAfter">The weight after, 0 to 1.</param>
/// <param name="Basis">What the weights are.</param>
/// <param name="Evidence">The evidence that moved it; empty when it is proposed from a prior.</param>
/// <param name="Reason">Why, in a sentence; null where the evidence speaks for itself.</param>
public sealed record HypothesisEvent(
    string Hypothesis,
    HypothesisEventKind Kind,
    string Name,
    double? WeightBefore,
    double WeightAfter,
    WeightBasis Basis,
    IReadOnlyList<EvidenceId> Evidence,
    string? Reason = null);
