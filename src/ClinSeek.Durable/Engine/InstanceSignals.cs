namespace ClinSeek.Durable.Engine;

/// <summary>Wakes clients that wait for an instance to start or to finish. Holds nothing for instances nobody waits for.</summary>
internal sealed class InstanceSignals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);
    private Exception? ended;

    /// <summary>The number of instances that somebody waits for.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>A task that ends when the instance next starts, finishes or is purged. Ask before reading the instance, not after.</summary>
    public Task NextAsync(string instanceId)
    {
        lock (gate)
        {
            if (ended is not null)
                return Observed(Task.FromException(ended));
            if (!waiting.TryGetValue(instanceId, out var source))
                waiting[instanceId] = source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return source.Task;
        }
    }

    public void Raise(string instanceId)
    {
        TaskCompletionSource? source;
        lock (gate)
            waiting.Remove(instanceId, out source);
        source?.TrySetResult();
    }

    /// <summary>The engine has ended: nobody is to wait for it any more.</summary>
    public void End(Exception cause)
    {
        TaskCompletionSource[] sources;
        lock (gate)
        {
            ended ??= cause;
            sources = [.. waiting.Values];
            waiting.Clear();
        }
        foreach (var source in sources)
        {
            source.TrySetException(cause);
            Observed(source.Task);
        }
    }

    // Whoever asked may have had his answer meanwhile, or given up; that is nobody's unobserved failure.
    private static Task Observed(Task faulted)
    {
        _ = faulted.Exception;
        return faulted;
    }
}
