namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>Where a figure comes from.</summary>
/// <param name="Citation">Author, year and place.</param>
/// <param name="Url">Where it was read, or null.</param>
public sealed record PackSource(string Citation, string? Url = null);
