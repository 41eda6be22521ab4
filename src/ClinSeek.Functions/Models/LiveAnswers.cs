using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Models;

/// <summary>
/// Answers of models while they come in, for whoever watches in this process. Off the durable path: nothing is kept, a watcher
/// that is slow misses pieces, and a call that is made again is heard again. What counts is the stored turn.
/// </summary>
public sealed class LiveAnswers : ILiveAnswers
{
    private const int PiecesHeld = 256;

    private readonly ConcurrentDictionary<CaseId, ConcurrentDictionary<Channel<LivePiece>, bool>> _watchers = new();

    /// <summary>Passes a piece to those who watch the case; costs nothing where nobody does.</summary>
    public void Say(CaseId id, LivePiece piece)
    {
        if (_watchers.TryGetValue(id, out var watchers))
        {
            foreach (Channel<LivePiece> watcher in watchers.Keys)
            {
                watcher.Writer.TryWrite(piece);
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LivePiece> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<LivePiece> channel = Channel.CreateBounded<LivePiece>(new BoundedChannelOptions(PiecesHeld) { FullMode = BoundedChannelFullMode.DropOldest });
        ConcurrentDictionary<Channel<LivePiece>, bool> watchers = _watchers.GetOrAdd(id, static _ => new());
        watchers[channel] = true;
        try
        {
            await foreach (LivePiece piece in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return piece;
            }
        }
        finally
        {
            watchers.TryRemove(channel, out _);
            if (watchers.IsEmpty)
            {
                _watchers.TryRemove(KeyValuePair.Create(id, watchers));
            }
        }
    }
}
