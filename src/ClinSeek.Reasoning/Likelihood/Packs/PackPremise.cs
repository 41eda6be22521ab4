namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A formula whose documented falsehood means that the question does not apply.</summary>
/// <param name="Formula">The formula's name; it gives 0 where the premise is false.</param>
/// <param name="Name">The premise in words.</param>
/// <param name="Limit">What the formula does not look at, or null.</param>
/// <param name="Asks">Words by which a question asks for the premise itself; without them it is never answered.</param>
public sealed record PackPremise(string Formula, string Name, string? Limit = null, IReadOnlyList<string>? Asks = null);
