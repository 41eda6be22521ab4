namespace ClinSeek.Durable.Engine;

/// <summary>
/// What is due at a time: durable timers and scheduled starts. All of them are in one heap in memory, loaded at start;
/// one system timer stands at the earliest.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    // A system timer cannot be set farther than 49 days, and a clock that is set meanwhile should be noticed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly PriorityQueue<Action, DateTime> due = new();
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private bool stopped;

    public TimerQueue(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs an action, on the thread pool, not before the given UTC time.</summary>
    public void Add(DateTime at, Action action)
    {
        lock (gate)
        {
            due.Enqueue(action, at);
            if (due.Peek() == action)
                Arm();
        }
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        timer.Dispose();
    }

    private void Fire()
    {
        while (true)
        {
            Action action;
            lock (gate)
            {
                if (stopped || !due.TryPeek(out action!, out var at))
                    return;
                if (at > time.GetUtcNow().UtcDateTime)
                {
                    Arm();
                    return;
                }
                due.Dequeue();
            }
            action();
        }
    }

    private void Arm()
    {
        if (stopped || !due.TryPeek(out _, out var at))
            return;
        var wait = at - time.GetUtcNow().UtcDateTime;
        // Rounded up: a timer that fires within the same millisecond would only have to be set again.
        var milliseconds = Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds));
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
