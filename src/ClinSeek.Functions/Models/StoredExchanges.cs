using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Models;

/// <summary>
/// The model calls of one step as the case's store holds them. An answer is put if absent before anything acts on it: a turn
/// that is taken again, in this process or another, reads it and asks nothing twice.
/// </summary>
internal sealed class StoredExchanges(CaseRecord record, LiveAnswers live, CaseId id, int epoch, int step) : IExchangeLog
{
    public ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken) =>
        record.FindAsync<ModelExchange>(id, DocumentNames.Exchange(step, round), cancellationToken);

    public async ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken) =>
        (await record.PutAsync(id, epoch, DocumentNames.Exchange(step, round), exchange, cancellationToken)).Value;

    public void Streamed(int round, string piece) => live.Say(id, new LivePiece(step, round, piece));
}
