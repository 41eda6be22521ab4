using System.Collections.Concurrent;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// Runs queued work on the thread pool, at most so many at a time. Costs nothing while idle. Work that throws is a defect
/// and goes to <paramref name="failed"/>.
/// </summary>
internal sealed class WorkPump<T>(int concurrency, Func<T, Task> run, Action<Exception> failed)
{
    private readonly ConcurrentQueue<T> queue = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool started, draining, stopped;
    private int runners;

    public void Enqueue(T item)
    {
        queue.Enqueue(item);
        if (started)
            StartRunner();
    }

    /// <summary>Begins with what has been queued until now.</summary>
    public void Start()
    {
        started = true;
        for (var i = Math.Min(queue.Count, concurrency); i > 0; i--)
            StartRunner();
    }

    /// <summary>Starts nothing new; the task ends when what is running has ended.</summary>
    public Task StopAsync()
    {
        stopped = true;
        if (Volatile.Read(ref runners) == 0)
            idle.TrySetResult();
        return idle.Task;
    }

    /// <summary>Works off what is queued, then stops.</summary>
    public Task DrainAsync()
    {
        draining = true;
        EndIfDrained();
        return idle.Task;
    }

    private void EndIfDrained()
    {
        if (!draining || !queue.IsEmpty || Volatile.Read(ref runners) != 0)
            return;
        stopped = true;
        idle.TrySetResult();
    }

    private void StartRunner()
    {
        var current = Volatile.Read(ref runners);
        while (current < concurrency && !stopped)
        {
            var seen = Interlocked.CompareExchange(ref runners, current + 1, current);
            if (seen == current)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static pump => _ = pump.RunAsync(), this, preferLocal: false);
                return;
            }
            current = seen;
        }
    }

    private async Task RunAsync()
    {
        while (!stopped && queue.TryDequeue(out var item))
        {
            try
            {
                await run(item);
            }
            catch (Exception exception)
            {
                failed(exception);
            }
        }

        var left = Interlocked.Decrement(ref runners);
        if (stopped && left == 0)
            idle.TrySetResult();
        // An item queued between the last look and the decrement has started no runner.
        if (!stopped && !queue.IsEmpty)
            StartRunner();
        EndIfDrained();
    }
}
