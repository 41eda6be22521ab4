using ClinSeek.Peers.FunctionsHost.Management;
using Microsoft.AspNetCore.Routing;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>The durable extension's part played over a <see cref="TaskHub"/>.</summary>
internal sealed class TaskHubEngine(TaskHub hub, DurableEngineContext context) : IDurableEngine
{
    private HubWorker? _worker;

    public void Map(RouteGroupBuilder group) => new ManagementApi(context.App, context.Keys, hub, context.Options, context.Address).Map(group);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        HostScript script = context.Options.Script;
        var turns = new TurnRunner(hub, new OrchestratorCaller(context.App, context.Invoker, script), script, context.App.Settings.StoreInputs);
        _worker = new HubWorker(hub, turns, new ActivityCaller(context.App, context.Invoker, hub, script), context.App.Settings, script, context.Log);
        return Task.CompletedTask;
    }

    public Task StopAsync() => _worker?.StopAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _worker?.DisposeAsync() ?? ValueTask.CompletedTask;
}
