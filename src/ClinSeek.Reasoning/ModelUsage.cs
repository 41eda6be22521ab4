namespace ClinSeek.Reasoning;

/// <summary>The provider's own figures for one model call; an unknown figure is null, not zero.</summary>
public sealed record ModelUsage(string Model, long? InputTokens, long? OutputTokens);
