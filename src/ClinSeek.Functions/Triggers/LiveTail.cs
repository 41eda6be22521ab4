using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Triggers;

/// <summary>The pieces of a model's answers one by one, for a reader that waits for something else too.</summary>
internal sealed class LiveTail(IAsyncEnumerator<LivePiece> pieces) : IAsyncDisposable
{
    private Task<bool>? _next;

    /// <summary>Ends when a piece is there; never where there will be none.</summary>
    public Task<bool> Next => _next ??= NextAsync();

    /// <summary>The piece that is there.</summary>
    public LivePiece Take()
    {
        _next = null;
        return pieces.Current;
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is null or { IsCompleted: true })
        {
            await pieces.DisposeAsync();
        }
        else
        {
            // It moves still, and stops by the reader's own token; then it lets go.
            _ = _next.ContinueWith(static (_, enumerator) => ((IAsyncEnumerator<LivePiece>)enumerator!).DisposeAsync().AsTask(), pieces, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<bool> NextAsync() => await pieces.MoveNextAsync() || await new TaskCompletionSource<bool>().Task;
}
