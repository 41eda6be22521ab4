using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>Starts a host again when it has stopped, on the same task hub, as Azure does.</summary>
internal sealed class Platform(string folder) : IAsyncDisposable
{
    private readonly TaskHub _hub = new();
    private readonly HashSet<string> _ended = [];
    private FunctionsApp _app = null!;

    public int HostStarts { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        _app = await FunctionsApp.StartAsync(folder, hub: _hub);
        HostStarts++;
    }

    /// <summary>Kills the handler and sees to it that there will be another one.</summary>
    public async Task KillHandlerAsync()
    {
        int starts = _app.Host.Handler.Starts;
        _app.Host.Handler.Kill();
        Task next = _app.Host.Handler.WaitForProcessAfterAsync(starts, Stop);
        if (await Task.WhenAny(next, _app.Host.Stopped) != next)
        {
            await _app.DisposeAsync();
            await StartAsync();
        }
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
