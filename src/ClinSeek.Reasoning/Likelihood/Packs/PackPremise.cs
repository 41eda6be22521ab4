namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A formula whose documented falsehood means that the question does not apply.</summary>
/// <param name="Formula">The formula's name.</param>
/// <param name="Name">The premise in words.</param>
public sealed record PackPremise(string Formula, string Name);
