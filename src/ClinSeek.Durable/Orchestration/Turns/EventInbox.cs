using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Waiters and buffered events by name, compared without case. The newest waiter is served first, the oldest event.</summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, List<EventWaiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<string?>> buffers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True while some code waits for an event.</summary>
    internal bool IsAwaited
    {
        get
        {
            foreach (var stack in waiters.Values)
                if (stack.Exists(static waiter => waiter.IsAwaited))
                    return true;
            return false;
        }
    }

    internal void Add(string name, EventWaiter waiter)
    {
        if (!waiters.TryGetValue(name, out var stack))
            waiters.Add(name, stack = []);
        stack.Add(waiter);
    }

    internal bool Remove(string name, EventWaiter waiter)
    {
        if (!waiters.TryGetValue(name, out var stack) || !stack.Remove(waiter))
            return false;
        if (stack.Count == 0)
            waiters.Remove(name);
        return true;
    }

    /// <summary>Gives the event to the newest waiter, or keeps it.</summary>
    internal void Raise(string name, string? payload, JsonSerializerOptions options)
    {
        if (waiters.TryGetValue(name, out var stack))
        {
            var newest = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            if (stack.Count == 0)
                waiters.Remove(name);
            newest.Deliver(payload, options);
            return;
        }

        if (!buffers.TryGetValue(name, out var buffer))
            buffers.Add(name, buffer = new Queue<string?>());
        buffer.Enqueue(payload);
    }

    /// <summary>Takes the oldest buffered event of the name.</summary>
    internal bool TryTake(string name, out string? payload)
    {
        if (!buffers.TryGetValue(name, out var buffer))
        {
            payload = null;
            return false;
        }

        payload = buffer.Dequeue();
        if (buffer.Count == 0)
            buffers.Remove(name);
        return true;
    }

    /// <summary>Takes every buffered event: by name, each name oldest first.</summary>
    internal List<(string Name, string? Payload)> TakeAll()
    {
        var all = new List<(string, string?)>();
        foreach (var (name, buffer) in buffers)
            foreach (var payload in buffer)
                all.Add((name, payload));
        buffers.Clear();
        return all;
    }
}
