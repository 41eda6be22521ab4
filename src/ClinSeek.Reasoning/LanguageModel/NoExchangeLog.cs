namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Keeps nothing: for reasoning outside a case.</summary>
public sealed class NoExchangeLog : IExchangeLog
{
    private NoExchangeLog()
    {
    }

    /// <summary>The one there is.</summary>
    public static NoExchangeLog Instance { get; } = new();

    /// <inheritdoc />
    public ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken) => new(exchange);

    /// <inheritdoc />
    public void Streamed(int round, string piece)
    {
        // Nobody watches.
    }
}
