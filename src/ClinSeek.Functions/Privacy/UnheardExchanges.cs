using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Privacy;

/// <summary>
/// The model calls of a case that is hidden from its model: kept as ever, and not heard while they come in. Their pieces speak
/// of marks and moved dates, and one that is cut in the middle cannot be put back.
/// </summary>
internal sealed class UnheardExchanges(IExchangeLog kept) : IExchangeLog
{
    public ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken) => kept.FindAsync(round, cancellationToken);

    public ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken) => kept.KeepAsync(round, exchange, cancellationToken);

    public void Streamed(int round, string piece)
    {
    }
}
