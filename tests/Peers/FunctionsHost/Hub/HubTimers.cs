namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>The timers of a hub in the order in which they are due.</summary>
internal sealed class HubTimers : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, DateTime> _queue = new();
    private readonly HubClock _clock;
    private readonly Timer _timer;

    public HubTimers(HubClock clock)
    {
        _clock = clock;
        _timer = new Timer(_ => FireDue());
        clock.Moved += FireDue;
    }

    public void Add(DateTime fireAt, Action fire)
    {
        lock (_gate)
        {
            _queue.Enqueue(fire, fireAt);
        }

        FireDue();
    }

    public void Dispose()
    {
        _clock.Moved -= FireDue;
        _timer.Dispose();
    }

    private void FireDue()
    {
        var due = new List<Action>();
        lock (_gate)
        {
            while (_queue.TryPeek(out _, out DateTime at) && at <= _clock.Now())
            {
                due.Add(_queue.Dequeue());
            }

            if (_queue.TryPeek(out _, out DateTime next))
            {
                TimeSpan wait = next - _clock.Now() + TimeSpan.FromMilliseconds(1);
                _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (Action fire in due)
        {
            fire();
        }
    }
}
