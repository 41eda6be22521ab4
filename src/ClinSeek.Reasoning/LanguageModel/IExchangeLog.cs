namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Where the model calls of one step are kept. Put-if-absent: what is kept first counts, in every process.</summary>
public interface IExchangeLog
{
    /// <summary>The call of a round that was made before, or null.</summary>
    /// <param name="round">1 for the step's first call of a model.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken);

    /// <summary>Keeps a call and gives what is kept.</summary>
    ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken);

    /// <summary>A piece of an answer as it comes in, for whoever watches. Off the durable path: it is not kept, and may be lost or come twice.</summary>
    void Streamed(int round, string piece);
}
