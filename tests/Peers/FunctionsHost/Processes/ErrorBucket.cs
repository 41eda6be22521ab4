namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>Counts the exits that were errors. A gap longer than the window empties it.</summary>
internal sealed class ErrorBucket(TimeProvider clock)
{
    public const int Limit = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private int _count;
    private DateTimeOffset _last;

    /// <summary>Counts one more. True when the host must stop.</summary>
    public bool AddIsFull()
    {
        DateTimeOffset now = clock.GetUtcNow();
        _count = now - _last > Window ? 1 : _count + 1;
        _last = now;
        return _count >= Limit;
    }
}
