using System.Collections.Concurrent;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Holds a reasoner at a step, once for each run that gets there, until the test lets it go.</summary>
internal sealed class Gate(int atStep) : IDisposable
{
    private readonly BlockingCollection<SemaphoreSlim> _arrived = [];

    public Action<CaseFile> Hold => file =>
    {
        if (file.Steps.Count + 1 == atStep)
        {
            var held = new SemaphoreSlim(0);
            _arrived.Add(held);
            held.Wait();
        }
    };

    /// <summary>Waits until one more run is held; releasing the result lets that one go.</summary>
    public Task<SemaphoreSlim> NextAsync() => Task.Run(() => _arrived.TryTake(out SemaphoreSlim? held, TimeSpan.FromMinutes(1)) ? held : throw new TimeoutException("No run came to the gate."), TestContext.Current.CancellationToken);

    public void Dispose() => _arrived.Dispose();
}
