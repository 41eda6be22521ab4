using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Decisions;

/// <summary>One place of a differential.</summary>
/// <param name="Name">The diagnosis, as people call it.</param>
/// <param name="Weight">Its weight from 0 to 1, or null where none was given; never a calibrated probability.</param>
/// <param name="Basis">What the weight is; null without one.</param>
/// <param name="Hypothesis">The key of the hypothesis that it is, or null where it was none.</param>
public sealed record RankedDiagnosis(string Name, double? Weight = null, WeightBasis? Basis = null, string? Hypothesis = null);
