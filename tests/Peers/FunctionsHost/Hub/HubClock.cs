namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>The hub's time: the system's, moved ahead as far as a test has asked, so that a timer of days fires at once.</summary>
public sealed class HubClock : TimeProvider
{
    private long _aheadTicks;

    internal event Action? Moved;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <summary>Moves the time on; every timer that is then due fires.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _aheadTicks, by.Ticks);
        Moved?.Invoke();
    }

    internal DateTime Now() => GetUtcNow().UtcDateTime;
}
