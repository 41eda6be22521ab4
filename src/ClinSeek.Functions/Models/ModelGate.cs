using System.Collections.Concurrent;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Models;

/// <summary>
/// How many turns of each language model this process takes at the same time: twice as many as it makes calls, so that a
/// prompt is ready whenever a call ends. Whoever gets no place in time goes away and is
/// called again: waiting for a busy model costs no attempt, and holds neither an activity nor its deadline.
/// </summary>
public sealed class ModelGate(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<LanguageModelReasoner, SemaphoreSlim> _places = new();

    /// <summary>A place at a model, to be given back by disposing it; null where none came free in time.</summary>
    public async Task<IDisposable?> EnterAsync(LanguageModelReasoner model, CancellationToken cancellationToken)
    {
        SemaphoreSlim places = _places.GetOrAdd(model, static one => new SemaphoreSlim(2 * one.MaxConcurrentCalls));
        if (places.Wait(0, CancellationToken.None))
        {
            return new Place(places);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await places.WaitAsync(either.Token);
            return new Place(places);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (SemaphoreSlim places in _places.Values)
        {
            places.Dispose();
        }
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
