namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A prior probability with where it was counted.</summary>
/// <param name="Value">Above 0, below 1; normalised over the pack at use.</param>
/// <param name="Setting">The setting it was counted in.</param>
/// <param name="Source">A key of the pack's sources.</param>
/// <param name="Tag">S read, K recalled, S+K part of each, assumption a working value.</param>
/// <param name="Note">A remark, or null.</param>
public sealed record PackPrior(double Value, string Setting, string Source, string Tag, string? Note = null);
