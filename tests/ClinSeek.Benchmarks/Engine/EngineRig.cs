using ClinSeek.Durable;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>An engine on a hub file of its own, with an orchestration that calls an activity n times in a row.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private readonly string folder;

    private EngineRig(string folder, SqliteOrchestrationEngine engine, DurableTaskClient client)
    {
        this.folder = folder;
        Engine = engine;
        Client = client;
    }

    public SqliteOrchestrationEngine Engine { get; }

    public DurableTaskClient Client { get; }

    public static DurableTaskRegistry Registry() => new DurableTaskRegistry()
        .AddActivityFunc<int, int>("AddOne", (_, n) => Task.FromResult(n + 1))
        .AddOrchestratorFunc<int, int>("Sequence", async (context, steps) =>
        {
            var n = 0;
            for (var i = 0; i < steps; i++)
                n = await context.CallActivityAsync<int>("AddOne", n);
            return n;
        });

    public static async Task<EngineRig> StartAsync(string parent)
    {
        var folder = Path.Combine(parent, "clinseek-bench-" + Guid.NewGuid().ToString("N"));
        var worker = new DurableTaskWorkerOptions();
        var registry = Registry();
        var engine = new SqliteOrchestrationEngine(new SqliteEngineOptions { Path = Path.Combine(folder, "hub.db") },
            new OrchestrationExecutor(registry, worker), new ActivityExecutor(registry, worker));
        await engine.StartAsync();
        return new EngineRig(folder, engine, engine.CreateClient());
    }

    /// <summary>Runs so many sequences at once and checks every result.</summary>
    public async Task RunAllAsync(int instances, int steps)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => Client.ScheduleNewOrchestrationInstanceAsync("Sequence", steps)));
        foreach (var id in ids)
        {
            var end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            if (end.ReadOutputAs<int>() != steps)
                throw new InvalidOperationException($"Instance {id} ended {end.RuntimeStatus} with {end.SerializedOutput}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
