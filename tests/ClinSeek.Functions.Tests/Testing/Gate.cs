using System.Collections.Concurrent;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Holds a reasoner at some steps, once for each run that gets there, until the test lets it go.</summary>
internal sealed class Gate(params int[] steps) : IDisposable
{
    private readonly BlockingCollection<SemaphoreSlim> _arrived = [];
    private volatile bool _open;

    public Action<CaseFile> Hold => file =>
    {
        if (_open || !steps.Contains(file.Steps.Count + 1))
        {
            return;
        }

        var held = new SemaphoreSlim(0);
        _arrived.Add(held);
        while (!_open && !held.Wait(TimeSpan.FromMilliseconds(50)))
        {
            // Looked at again and again, so that one that arrives while the gate opens is not left behind.
        }
    };

    /// <summary>Waits until one more run is held; releasing the result lets that one go.</summary>
    public Task<SemaphoreSlim> NextAsync() => Task.Run(
        () => _arrived.TryTake(out SemaphoreSlim? held, TimeSpan.FromMinutes(1)) ? held : throw new TimeoutException("No run came to the gate."),
        TestContext.Current.CancellationToken);

    /// <summary>Lets go whoever is held and whoever comes.</summary>
    public void Open() => _open = true;

    public void Dispose() => _arrived.Dispose();
}
