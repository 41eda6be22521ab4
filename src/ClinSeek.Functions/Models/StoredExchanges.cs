using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Models;

/// <summary>
/// The model calls of one turn as the case's store holds them. An answer is put if absent before anything acts on it: a turn
/// that is taken again, in this process or another, reads it and asks nothing twice.
/// </summary>
/// <param name="record">The case's documents.</param>
/// <param name="live">Who watches the answers while they come in.</param>
/// <param name="id">The case.</param>
/// <param name="epoch">The epoch of the calling run.</param>
/// <param name="step">The step.</param>
/// <param name="reader">Which second reader takes the turn, from 1; null for the case's own reasoner.</param>
internal sealed class StoredExchanges(CaseRecord record, LiveAnswers live, CaseId id, int epoch, int step, int? reader) : IExchangeLog
{
    public ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken) =>
        record.FindAsync<ModelExchange>(id, Name(round), cancellationToken);

    public async ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken) =>
        (await record.PutAsync(id, epoch, Name(round), exchange, cancellationToken)).Value;

    public void Streamed(int round, string piece) => live.Say(id, new LivePiece(step, round, piece, reader));

    private string Name(int round) => reader is { } number ? DocumentNames.ReadingExchange(number, step, round) : DocumentNames.Exchange(step, round);
}
