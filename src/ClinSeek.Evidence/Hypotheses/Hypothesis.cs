using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Hypotheses;

/// <summary>Where a hypothesis stands after the events so far.</summary>
/// <param name="Key">Its stable key within the case.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Weight">Its weight, 0 to 1.</param>
/// <param name="Basis">What the weight is.</param>
/// <param name="Retired">Whether it was taken off the board.</param>
/// <param name="For">Evidence that supported it, in the order found.</param>
/// <param name="Against">Evidence that spoke against it, in the order found.</param>
public sealed record Hypothesis(
    string Key,
    string Name,
    double Weight,
    WeightBasis Basis,
    bool Retired,
    IReadOnlyList<EvidenceId> For,
    IReadOnlyList<EvidenceId> Against);
