using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Triggers;

/// <summary>The pieces of a model's answers one by one, for a reader that waits for something else too.</summary>
internal sealed class LiveTail : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough;
    private readonly IAsyncEnumerator<LivePiece> _pieces;
    private Task<bool>? _moving;
    private Task<bool>? _next;

    /// <param name="answers">Where they come from.</param>
    /// <param name="id">The case.</param>
    /// <param name="cancellationToken">The reader is gone.</param>
    public LiveTail(ILiveAnswers answers, CaseId id, CancellationToken cancellationToken)
    {
        _enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pieces = answers.WatchAsync(id, _enough.Token).GetAsyncEnumerator(_enough.Token);
    }

    /// <summary>Ends when a piece is there; never where there will be none.</summary>
    public Task<bool> Next => _next ??= NextAsync();

    /// <summary>The piece that is there.</summary>
    public LivePiece Take()
    {
        _next = null;
        return _pieces.Current;
    }

    /// <summary>Stops listening: a stream that came to its end must not go on being told.</summary>
    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        // An enumerator that still moves cannot be let go.
        await (_moving ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _pieces.DisposeAsync();
        _enough.Dispose();
    }

    private async Task<bool> NextAsync()
    {
        _moving = _pieces.MoveNextAsync().AsTask();
        return await _moving || await new TaskCompletionSource<bool>().Task;
    }
}
