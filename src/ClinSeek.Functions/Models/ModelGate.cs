using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Models;

/// <summary>
/// How many turns of a language model this process takes at the same time: twice as many as it makes calls, so that a prompt
/// is ready whenever a call ends. Whoever gets no place in time goes away and is
/// called again: waiting for a busy model costs no attempt, and holds neither an activity nor its deadline.
/// </summary>
public sealed class ModelGate(ReasonerOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly SemaphoreSlim _places = new(2 * options.MaxConcurrentCalls);

    /// <summary>A place, to be given back by disposing it; null where none came free in time.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (_places.Wait(0, CancellationToken.None))
        {
            return new Place(_places);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
            return new Place(_places);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
