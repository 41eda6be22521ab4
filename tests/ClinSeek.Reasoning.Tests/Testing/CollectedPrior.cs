namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>One collected prior.</summary>
internal sealed record CollectedPrior(string Pack, string Hypothesis, double Value, string Setting, string Source, string Tag);
