using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Functions.Cases;

/// <summary>A hypothesis as shown: every id in <paramref name="For"/> and <paramref name="Against"/> is among the view's citations.</summary>
/// <param name="Name">The name shown to people.</param>
/// <param name="Probability">The weight, 0 to 1; what it means is in <paramref name="Basis"/>. Calibration is not claimed.</param>
/// <param name="Basis">What the weight is.</param>
/// <param name="For">Ids of evidence that supported it.</param>
/// <param name="Against">Ids of evidence that spoke against it.</param>
public sealed record HypothesisView(string Name, double Probability, WeightBasis Basis, IReadOnlyList<string> For, IReadOnlyList<string> Against);
