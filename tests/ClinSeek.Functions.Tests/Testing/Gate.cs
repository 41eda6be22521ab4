using System.Collections.Concurrent;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Holds a reasoner at a step, once for each run that gets there, until the test lets it go.</summary>
internal sealed class Gate(int atStep, int? andAtStep = null) : IDisposable
{
    private readonly BlockingCollection<SemaphoreSlim> _arrived = [];

    public Action<CaseFile> Hold => file =>
    {
        if (file.Steps.Count + 1 == atStep || file.Steps.Count + 1 == andAtStep)
        {
            var held = new SemaphoreSlim(0);
            _arrived.Add(held);
            held.Wait();
        }
    };

    /// <summary>Waits until one more run is held; releasing the result lets that one go.</summary>
    public Task<SemaphoreSlim> NextAsync() => Task.Run(() => _arrived.Take(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    public void Dispose() => _arrived.Dispose();
}
