using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Front;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Processes;
using ClinSeek.Peers.FunctionsHost.Triggers;

namespace ClinSeek.Peers.FunctionsHost;

/// <summary>
/// The Azure Functions host's part for an app whose worker is a custom handler, durable extension included: starts the handler,
/// calls its functions and drives its orchestrations over HTTP. Written from the public contract, not run against the real host.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly HandlerSupervisor _handler;
    private readonly Invoker _invoker;
    private readonly HandlerProxy _proxy;
    private readonly CancellationTokenSource _disposing = new();
    private int _disposed;
    private FrontEnd? _front;
    private IDurableEngine? _engine;
    private TimerSchedules? _schedules;

    private TestHost(TestHostOptions options, TaskHub hub)
    {
        App = AppFolder.Load(options.AppFolder, options.Environment);
        Hub = hub;
        Keys = new AppKeys(App.Functions);
        Log = new HostLog(options.LogTo);
        _handler = new HandlerSupervisor(App, options, Log);
        _invoker = new Invoker(App, _handler, options, Log);
        _proxy = new HandlerProxy(_handler, _invoker);
    }

    /// <summary>The front end, ending in a slash.</summary>
    public Uri Address => _front!.Address;

    public AppFolder App { get; }

    public AppKeys Keys { get; }

    /// <summary>The durable state, which another host can go on with.</summary>
    public TaskHub Hub { get; }

    public HostLog Log { get; }

    public HandlerSupervisor Handler => _handler;

    /// <summary>Fires what no caller fires.</summary>
    public HostTriggers Triggers { get; private set; } = null!;

    /// <summary>Ends when the host stops by itself, because its handler ended with too many errors.</summary>
    public Task Stopped => _handler.Stopped;

    /// <summary>Starts the handler and everything around it; gives a host that answers.</summary>
    /// <param name="options">The app and how to run it.</param>
    /// <param name="hub">The state to go on with, or null for an empty one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AppFolderException">The host would not take this folder.</exception>
    /// <exception cref="HandlerStoppedException">The handler never answered.</exception>
    public static async Task<TestHost> StartAsync(TestHostOptions options, TaskHub? hub = null, CancellationToken cancellationToken = default)
    {
        var host = new TestHost(options, hub ?? new TaskHub());
        try
        {
            await host.StartAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the front end with the host key; <c>api/...</c> is relative to it.</summary>
    public HttpClient CreateClient(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("x-functions-key", key ?? Keys.Host);
        return client;
    }

    /// <summary>Kills the handler without notice and gives unfinished work back to the hub.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _disposing.CancelAsync();
        ValueTask work = _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
        ValueTask schedules = _schedules?.DisposeAsync() ?? ValueTask.CompletedTask;
        await _handler.DisposeAsync();
        await work;
        await schedules;
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        _invoker.Dispose();
        _proxy.Dispose();
    }

    private async Task StartAsync(TestHostOptions options, CancellationToken cancellationToken)
    {
        var caller = new FunctionCaller(App, Keys, _invoker, options, () => Address);
        Triggers = new HostTriggers(App, caller, options.Clock);
        var context = new DurableEngineContext(App, Keys, _invoker, options, Log, () => Address);
        _engine = options.Durable?.Invoke(context) ?? new TaskHubEngine(Hub, context);
        _front = await FrontEnd.StartAsync(
            options, App, Keys, function => new FunctionEndpoint(function, App, Keys, options, caller, _proxy, Log), _engine, Triggers);
        if (App.Functions.Count > 0)
        {
            await _handler.StartAsync(cancellationToken);
        }

        await _engine.StartAsync(cancellationToken);
        _schedules = options.RunSchedules ? new TimerSchedules(App, Triggers, options, Log) : null;
        _ = StopWithHandlerAsync();
    }

    /// <summary>A host without a handler works on nothing more; what it had goes back to the hub.</summary>
    private async Task StopWithHandlerAsync()
    {
        try
        {
            await _handler.Stopped.WaitAsync(_disposing.Token);
            await _engine!.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // Disposed first.
        }
    }
}
