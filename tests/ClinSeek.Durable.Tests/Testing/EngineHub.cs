using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;

namespace ClinSeek.Durable.Tests.Testing;

/// <summary>A hub in a folder of its own, with an engine on it that can be stopped and started again.</summary>
internal sealed class EngineHub : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "clinseek-hub-" + Guid.NewGuid().ToString("N"));
    private readonly Func<SqliteEngineOptions, SqliteEngineOptions> configure;
    private SqliteOrchestrationEngine? engine;
    private DurableTaskClient? client;

    public EngineHub(Func<SqliteEngineOptions, SqliteEngineOptions>? configure = null)
    {
        Directory.CreateDirectory(folder);
        this.configure = configure ?? (options => options);
    }

    public DurableTaskRegistry Registry { get; } = new();

    public string HubPath => Path.Combine(folder, "hub.db");

    public SqliteOrchestrationEngine Engine => engine ?? throw new InvalidOperationException("not started");

    public DurableTaskClient Client => client ?? throw new InvalidOperationException("not started");

    public SqliteOrchestrationEngine CreateEngine()
    {
        var worker = new DurableTaskWorkerOptions();
        return new SqliteOrchestrationEngine(configure(new SqliteEngineOptions { Path = HubPath }),
            new OrchestrationExecutor(Registry, worker), new ActivityExecutor(Registry, worker));
    }

    public async Task<EngineHub> StartAsync()
    {
        engine = CreateEngine();
        await engine.StartAsync(TestContext.Current.CancellationToken);
        client = engine.CreateClient();
        return this;
    }

    public async Task StopAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
        if (engine is not null)
            await engine.DisposeAsync();
        (client, engine) = (null, null);
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions { InstanceId = instanceId });
        return await FinishAsync(id);
    }

    public async Task<OrchestrationMetadata> FinishAsync(string instanceId)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    public async Task UntilAsync(string instanceId, Func<OrchestrationMetadata, bool> reached)
    {
        while (await Client.GetInstanceAsync(instanceId, true, TestContext.Current.CancellationToken) is var found && (found is null || !reached(found)))
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }
}
