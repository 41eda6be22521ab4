namespace ClinSeek.Durable.Tests.Testing;

/// <summary>A clock whose delays end at once and are written down.</summary>
internal sealed class InstantTime : TimeProvider
{
    public List<TimeSpan> Slept { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Slept.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
