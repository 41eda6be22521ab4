using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>A host over a handler that lives inside the test.</summary>
internal sealed class HostedHandler : IAsyncDisposable
{
    private HostedHandler(TemporaryApp app, ScriptedHandler handler, TestHost host) => (App, Handler, Host) = (app, handler, host);

    public TemporaryApp App { get; }

    public ScriptedHandler Handler { get; }

    public TestHost Host { get; }

    /// <summary>Starts both.</summary>
    /// <param name="app">The app folder, which is removed at the end.</param>
    /// <param name="script">Registers the handler's functions.</param>
    /// <param name="faults">What the host does otherwise.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<HostedHandler> StartAsync(
        TemporaryApp app, Action<ScriptedHandler> script, HostScript? faults = null, Func<TestHostOptions, TestHostOptions>? configure = null)
    {
        ScriptedHandler handler = await ScriptedHandler.StartAsync();
        script(handler);
        var options = new TestHostOptions { AppFolder = app.Path, HandlerAddress = handler.Address, Script = faults ?? new HostScript() };
        return new HostedHandler(app, handler, await TestHost.StartAsync(configure?.Invoke(options) ?? options, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<InstanceView> RunAsync(string orchestrator, string? input = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        return await Host.Hub.WaitForEndAsync(Host.Hub.Start(orchestrator, input), limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Handler.DisposeAsync();
        App.Dispose();
    }
}
