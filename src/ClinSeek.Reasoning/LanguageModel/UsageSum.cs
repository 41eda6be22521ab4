namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Adds up the figures of the model calls of a turn; one unknown figure makes the sum unknown.</summary>
internal sealed class UsageSum
{
    private ModelUsage? _sum;

    /// <summary>Characters sent.</summary>
    public int Characters { get; private set; }

    /// <summary>The sum; null before the first call.</summary>
    public ModelUsage? Total => _sum;

    /// <summary>Adds one call's figures.</summary>
    public void Add(ModelExchange exchange)
    {
        Characters += exchange.Characters;
        ModelUsage more = exchange.Usage;
        _sum = _sum is null ? more : new ModelUsage(more.Model, _sum.InputTokens + more.InputTokens, _sum.OutputTokens + more.OutputTokens)
        {
            CachedTokens = _sum.CachedTokens + more.CachedTokens,
            ReasoningTokens = _sum.ReasoningTokens + more.ReasoningTokens,
            Cost = _sum.Cost + more.Cost,
        };
    }
}
