namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A band's edge for patients younger than an age; without one for all the others.</summary>
public sealed record AgeEdge(double Below, int? AgeBelow = null);
