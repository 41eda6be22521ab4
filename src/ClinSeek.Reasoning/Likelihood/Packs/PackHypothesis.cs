namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One explanation of a presenting problem.</summary>
/// <param name="Key">Its stable key.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Synonyms">Other names, by which a candidate answer is recognised.</param>
/// <param name="Search">Words for the knowledge search.</param>
/// <param name="Prior">How likely it is before anything is read.</param>
public sealed record PackHypothesis(string Key, string Name, IReadOnlyList<string> Synonyms, string Search, PackPrior Prior);
