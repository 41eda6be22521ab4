namespace ClinSeek.Reasoning;

/// <summary>The provider's own figures for the model calls of a turn; an unknown figure is null, not zero.</summary>
/// <param name="Model">The model that answered, as the provider names it.</param>
/// <param name="InputTokens">Prompt tokens.</param>
/// <param name="OutputTokens">Completion tokens, reasoning included.</param>
public sealed record ModelUsage(string Model, long? InputTokens, long? OutputTokens)
{
    /// <summary>Prompt tokens that came from the provider's cache; null where it does not say.</summary>
    public long? CachedTokens { get; init; }

    /// <summary>Completion tokens that were thought and not said; null where the provider does not say.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>What they cost in US dollars by the model's profile; null without a price or without figures.</summary>
    public decimal? Cost { get; init; }
}
