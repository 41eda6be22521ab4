using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

/// <summary>What only time can show, that code goes on outside its turn, fails the instance as soon as it is seen.</summary>
public sealed class ForeignWaitTests
{
    [Theory]
    [InlineData("WhenAny", 4096)]
    [InlineData("WhenAny", 0)]
    [InlineData("Clock", 4096)]
    [InlineData("Clock", 0)]
    [InlineData("CancelAsync", 4096)]
    [InlineData("CancelAsync", 0)]
    [InlineData("Blocked", 4096)]
    [InlineData("Blocked", 0)]
    public async Task Run_ForeignTaskEndsBetweenTurns_FailsTheInstance(string name, int cached)
    {
        await using var hub = new EngineHub(options => options with { MaxCachedSessions = cached });
        Register(hub.Registry);
        await hub.StartAsync();

        var failed = await hub.RunAsync(name);

        failed.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failed.FailureDetails!.ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
        failed.ReadCustomStatusAs<string>().ShouldBe(name == "Blocked" ? null : "waits");
        hub.Engine.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_MoreBlockedTurnsThanRunners_OthersGoOn()
    {
        await using var hub = new EngineHub();
        Register(hub.Registry);
        await hub.StartAsync();

        var blocked = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hub.RunAsync("Blocked")));

        blocked.ShouldAllBe(instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed);
        (await hub.RunAsync("Fine")).ReadOutputAs<int>().ShouldBe(1);
    }

    private static void Register(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<object?, int>("Fine", (_, _) => Task.FromResult(1));
        registry.AddOrchestratorFunc<object?, int>("WhenAny", async (context, _) =>
        {
            context.SetCustomStatus("waits");
            await Task.WhenAny(context.WaitForExternalEvent<int>("never"), Task.Delay(50));
            return 1;
        });
        registry.AddOrchestratorFunc<object?, int>("Clock", async (context, _) =>
        {
            context.SetCustomStatus("waits");
            using var source = new CancellationTokenSource(50);
            return await context.WaitForExternalEvent<int>("never", source.Token);
        });
        registry.AddOrchestratorFunc<object?, int>("CancelAsync", async (context, _) =>
        {
            context.SetCustomStatus("waits");
            using var source = new CancellationTokenSource();
            var wait = context.WaitForExternalEvent<int>("never", source.Token);
            var beside = Task.WhenAll(context.WaitForExternalEvent<int>("never"), context.WaitForExternalEvent<int>("never"));
            await source.CancelAsync();
            await beside;
            return await wait;
        });
        registry.AddOrchestratorFunc<object?, int>("Blocked", (context, _) => Task.FromResult(context.CallActivityAsync<int>("A").Result));
    }
}
