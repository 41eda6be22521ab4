using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

public sealed class LifecycleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_ActivityRunning_ItsResultIsRecorded()
    {
        var executions = 0;
        using var entered = new SemaphoreSlim(0);
        await using var hub = new EngineHub();
        hub.Registry.AddActivityFunc<object?, int>("Slow", async (_, _) =>
        {
            entered.Release();
            await Task.Delay(200, CancellationToken.None);
            return Interlocked.Increment(ref executions);
        });
        hub.Registry.AddOrchestratorFunc<object?, int>("Calls", (context, _) => context.CallActivityAsync<int>("Slow"));
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Calls", null, new StartOrchestrationOptions { InstanceId = "c" }, Token);
        await entered.WaitAsync(Token);

        await hub.StopAsync();
        await hub.StartAsync();

        (await hub.FinishAsync("c")).ReadOutputAs<int>().ShouldBe(1);
        executions.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_ActivityThatDoesNotEnd_RunsAgainAfterStart()
    {
        var executions = 0;
        using var entered = new SemaphoreSlim(0);
        await using var hub = new EngineHub(options => options with { StopTimeout = TimeSpan.FromMilliseconds(50) });
        hub.Registry.AddActivityFunc<object?, int>("Hangs", async (context, _) =>
        {
            entered.Release();
            if (Interlocked.Increment(ref executions) == 1)
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return executions;
        });
        hub.Registry.AddOrchestratorFunc<object?, int>("Calls", (context, _) => context.CallActivityAsync<int>("Hangs"));
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Calls", null, new StartOrchestrationOptions { InstanceId = "c" }, Token);
        await entered.WaitAsync(Token);

        await hub.StopAsync();
        await hub.StartAsync();

        (await hub.FinishAsync("c")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Start_TimersAndScheduledStartsOfTheHub_AreSetAgain()
    {
        await using var hub = new EngineHub();
        hub.Registry.AddOrchestratorFunc<object?, DateTime>("Sleeps", async (context, _) =>
        {
            var until = context.CurrentUtcDateTime.AddMilliseconds(400);
            await context.CreateTimer(until, CancellationToken.None);
            return until;
        });
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleeps", null, new StartOrchestrationOptions { InstanceId = "timer" }, Token);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleeps", null,
            new StartOrchestrationOptions { InstanceId = "later", StartAt = DateTimeOffset.UtcNow.AddMilliseconds(300) }, Token);
        await hub.Client.WaitForInstanceStartAsync("timer", cancellationToken: Token);

        await hub.StopAsync();
        await hub.StartAsync();

        foreach (var id in (string[])["timer", "later"])
        {
            var end = await hub.FinishAsync(id);
            end.LastUpdatedAt.UtcDateTime.ShouldBeGreaterThanOrEqualTo(end.ReadOutputAs<DateTime>());
        }
    }

    [Fact]
    public async Task Stop_ClientWaiting_IsTold()
    {
        await using var hub = new EngineHub();
        hub.Registry.AddOrchestratorFunc<object?, int>("Waits", (context, _) => context.WaitForExternalEvent<int>("answer"));
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = "w" }, Token);
        var wait = hub.Client.WaitForInstanceCompletionAsync("w", cancellationToken: Token);

        await hub.Engine.StopAsync(Token);

        await Should.ThrowAsync<ObjectDisposedException>(wait);
        hub.Engine.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(hub.Client.RaiseEventAsync("w", "answer", 1, Token));
    }

    [Fact]
    public async Task Start_Twice_IsRefused()
    {
        await using var hub = new EngineHub();
        await hub.StartAsync();

        await Should.ThrowAsync<InvalidOperationException>(hub.Engine.StartAsync(Token));
    }

    [Fact]
    public async Task CreateClient_BeforeStart_IsRefused()
    {
        await using var hub = new EngineHub();
        await using var engine = hub.CreateEngine();

        Should.Throw<InvalidOperationException>(engine.CreateClient);
    }

    [Fact]
    public async Task Engine_Idle_CommitsNothing()
    {
        await using var hub = new EngineHub(options => options with { LeaseDuration = TimeSpan.FromHours(1) });
        hub.Registry.AddOrchestratorFunc<object?, int>("Waits", (context, _) => context.WaitForExternalEvent<int>("answer"));
        await hub.StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", cancellationToken: Token);
        await hub.Client.WaitForInstanceStartAsync(id, cancellationToken: Token);
        var before = hub.Engine.CommitTotals;

        await Task.Delay(1500, Token);

        hub.Engine.CommitTotals.ShouldBe(before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Options_OutOfRange_AreRefused(int concurrency)
    {
        var executor = new OrchestrationExecutor(new DurableTaskRegistry(), new DurableTaskWorkerOptions());
        var activities = new ActivityExecutor(new DurableTaskRegistry(), new DurableTaskWorkerOptions());
        var options = new SqliteEngineOptions { Path = "hub.db", MaxConcurrentActivities = concurrency, LeaseDuration = TimeSpan.FromSeconds(concurrency) };

        Should.Throw<ArgumentOutOfRangeException>(() => new SqliteOrchestrationEngine(options, executor, activities));
    }
}
