using System.Diagnostics;
using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>Starts a host again when it has stopped, on the same task hub, as Azure does.</summary>
internal sealed class Platform(string folder) : IAsyncDisposable
{
    // As it was measured with the real extension on Azurite: most within some dozen milliseconds, some at once.
    private readonly TaskHub _hub = new() { QueueDelay = static () => TimeSpan.FromMilliseconds(Random.Shared.Next(3, 70)) };
    private readonly HashSet<string> _ended = [];
    private FunctionsApp _app = null!;

    /// <summary>What was at the handlers when they were killed.</summary>
    public TurnWatch Turns { get; } = new();

    public int HostStarts { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        _app = await FunctionsApp.StartAsync(folder, Turns.Script(), _hub);
        HostStarts++;
    }

    /// <summary>Kills the handler and waits for the next one; gives how long that took.</summary>
    public async Task<TimeSpan> KillHandlerAsync()
    {
        long killed = Stopwatch.GetTimestamp();
        int starts = _app.Host.Handler.Starts;
        _app.Host.Handler.Kill();
        Turns.Killed();
        Task next = _app.Host.Handler.WaitForProcessAfterAsync(starts, Stop);
        if (await Task.WhenAny(next, _app.Host.Stopped) != next)
        {
            await _app.DisposeAsync();
            await StartAsync();
        }

        return Stopwatch.GetElapsedTime(killed);
    }

    public Task<string> StartCaseAsync(string patient) => _app.StartCaseAsync(patient);

    public Task SweepAsync() => _app.SweepAsync();

    public async Task<bool> HaveEndedAsync(IEnumerable<string> ids)
    {
        foreach (string id in ids.Where(id => !_ended.Contains(id)))
        {
            if (await _app.TryGetAsync(id) is not { } view || !FunctionsApp.IsEnded(view))
            {
                return false;
            }

            _ended.Add(id);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _hub.Dispose();
    }
}
