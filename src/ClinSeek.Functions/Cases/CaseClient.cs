using ClinSeek.Durable.Client;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// The client of the engine that runs the cases. Under the local host that is the embedded engine's. Under the Functions
/// host each invocation brings its own, with an address and a key that are good for that invocation only.
/// </summary>
public sealed class CaseClient(CaseHost host)
{
    private readonly AsyncLocal<DurableTaskClient?> _given = new();

    /// <summary>The client at hand, or null where cases can only be read.</summary>
    public DurableTaskClient? Current => _given.Value ?? host.Client;

    /// <summary>The client at hand.</summary>
    /// <exception cref="NoEngineException">There is none.</exception>
    public DurableTaskClient Required => Current
        ?? throw new NoEngineException("Nothing here leads to the engine. Under the Functions host its own functions steer it, and a timer takes up unfinished cases; elsewhere start the host.");

    /// <summary>Uses a client for everything that the caller awaits until the result is disposed of.</summary>
    public IDisposable Use(DurableTaskClient client)
    {
        DurableTaskClient? before = _given.Value;
        _given.Value = client;
        return new Restoration(() => _given.Value = before);
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
