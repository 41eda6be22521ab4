namespace ClinSeek.Reasoning.LanguageModel.Profiles;

/// <summary>What a model's tokens cost, in US dollars a million tokens. Prices differ by contract: the built-in profiles name none.</summary>
/// <param name="Input">Prompt tokens.</param>
/// <param name="Output">Completion tokens, reasoning included.</param>
/// <param name="CachedInput">Prompt tokens that the provider read from its cache; null where they cost the same.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? CachedInput = null)
{
    /// <summary>What a call cost, in US dollars; null where the provider did not say what it used.</summary>
    public decimal? Of(long? input, long? output, long? cached) => input is { } prompt && output is { } completion
        ? (((prompt - (cached ?? 0)) * Input) + ((cached ?? 0) * (CachedInput ?? Input)) + (completion * Output)) / 1_000_000m
        : null;
}
