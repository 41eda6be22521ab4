using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Triggers;

namespace ClinSeek.Functions.Models;

/// <summary>The answers as the host that owns the data folder hears them, over its loopback HTTP API.</summary>
internal sealed class RemoteLiveAnswers(HttpClient http) : ILiveAnswers
{
    /// <inheritdoc />
    public async IAsyncEnumerable<LivePiece> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream stream = await http.GetStreamAsync($"api/cases/{id}/events", cancellationToken);
        SseParser<LivePiece?> events = SseParser.Create(stream, static (type, data) => type == CaseEventStream.AnswerEvent ? JsonSerializer.Deserialize<LivePiece>(data, EvidenceJson.Options) : null);
        await foreach (SseItem<LivePiece?> one in events.EnumerateAsync(cancellationToken))
        {
            if (one.Data is { } piece)
            {
                yield return piece;
            }
        }
    }
}
