using System.Collections.Concurrent;

namespace ClinSeek.Durable.Engine;

/// <summary>The unfinished instances of the hub, by the key of their row.</summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<long, InstanceState> states = new();

    public int Count => states.Count;

    public IEnumerable<InstanceState> All => states.Values;

    public void Add(InstanceState state) => states[state.Key] = state;

    public void Remove(long key)
    {
        if (states.TryRemove(key, out var state))
            state.Close();
    }

    /// <summary>Delivers to an instance; one that has finished meanwhile needs nothing any more.</summary>
    public void Deliver(long key, InboxMessage message)
    {
        if (states.TryGetValue(key, out var state))
            state.Deliver(message);
    }
}
