namespace ClinSeek.Durable.Engine;

/// <summary>Bounds how many live orchestrators stay in memory: the least recently run one of those that wait is dropped first.</summary>
internal sealed class SessionCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<InstanceState> order = new();
    private readonly Dictionary<long, LinkedListNode<InstanceState>> nodes = [];

    /// <summary>Whether sessions outlive their turn at all.</summary>
    public bool IsEnabled => capacity > 0;

    /// <summary>The instance has just run a turn and kept its session.</summary>
    public void Touch(InstanceState state)
    {
        InstanceState? oldest = null;
        lock (gate)
        {
            if (nodes.TryGetValue(state.Key, out var node))
            {
                order.Remove(node);
                order.AddLast(node);
            }
            else
            {
                nodes[state.Key] = order.AddLast(state);
            }
            if (nodes.Count > capacity)
            {
                oldest = order.First!.Value;
                order.RemoveFirst();
                nodes.Remove(oldest.Key);
            }
        }
        // One that is busy comes back by itself at the end of its turn.
        oldest?.TryDropIdleSession();
    }

    public void Forget(long key)
    {
        lock (gate)
            if (nodes.Remove(key, out var node))
                order.Remove(node);
    }
}
