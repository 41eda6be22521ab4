using System.Reflection;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

/// <summary>Commands that meet in the middle of a turn or a commit: each has an answer, and nothing is lost, doubled or stuck.</summary>
public sealed class RaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspend_InTheTurnThatContinuesAsNew_NextGenerationStaysSuspended()
    {
        await using var hub = await HubAsync();
        var options = new StartOrchestrationOptions { InstanceId = "g", StartAt = DateTimeOffset.UtcNow.AddMilliseconds(400) };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 0, options, Token);
        await hub.Client.RaiseEventAsync("g", "go", 1, Token);
        await hub.Client.SuspendInstanceAsync("g", "wait", Token);
        await hub.UntilAsync("g", found => found.SerializedInput == "1");

        await hub.Client.RaiseEventAsync("g", "go", 2, Token);
        await hub.RunAsync("Sequence", 3);
        (await hub.Client.GetInstanceAsync("g", true, Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        (await hub.Client.GetHistoryAsync("g", Token)).Count(item => item.ExecutionSuspended is not null).ShouldBe(1, "replays must know it too");
        await hub.Client.ResumeInstanceAsync("g", "go on", Token);

        (await hub.FinishAsync("g")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task RaiseEvent_ToCompletingInstances_IsTakenOrRefused()
    {
        await using var hub = await HubAsync();
        for (var round = 0; round < 50; round++)
        {
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", cancellationToken: Token);
            var raised = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => AcceptedAsync(hub.Client.RaiseEventAsync(id, "go", n, Token))));

            raised.ShouldContain(true);
            (await hub.FinishAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        }
        hub.Engine.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task SuspendResumeTerminate_RacingCompletion_EveryInstanceEnds()
    {
        await using var hub = await HubAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async n =>
        {
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 5, cancellationToken: Token);
            await AcceptedAsync(hub.Client.SuspendInstanceAsync(id, null, Token));
            await AcceptedAsync(hub.Client.ResumeInstanceAsync(id, null, Token));
            var terminated = n % 2 == 0 && await AcceptedAsync(hub.Client.TerminateInstanceAsync(id, null, Token));

            var end = await hub.FinishAsync(id);
            if (!terminated)
                end.ReadOutputAs<int>().ShouldBe(5);
            var history = await hub.Client.GetHistoryAsync(id, Token);
            history.Count(item => item.ExecutionCompleted is not null).ShouldBe(1);
            history.Select(item => item.TaskCompleted?.TaskScheduledId).OfType<int>().ShouldBeUnique();
        }));
    }

    [Fact]
    public async Task StartAndPurge_OfOneIdAtOnce_LeaveAWorkingInstance()
    {
        await using var hub = await HubAsync();
        var options = new StartOrchestrationOptions { InstanceId = "one", ReusableStatuses = [OrchestrationRuntimeStatus.Completed] };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            for (var round = 0; round < 25; round++)
            {
                if (worker % 2 == 0)
                    await AcceptedAsync(hub.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 2, options, Token));
                else
                    await hub.Client.PurgeInstanceAsync("one", Token);
            }
        }));
        await AcceptedAsync(hub.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 2, options, Token));

        (await hub.FinishAsync("one")).ReadOutputAs<int>().ShouldBe(2);
        hub.Engine.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_InTheMiddleOfManyCommits_LosesNothing()
    {
        await using var hub = await HubAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", 10, cancellationToken: Token)));
        for (var stop = 0; stop < 3; stop++)
        {
            await hub.StopAsync();
            await hub.StartAsync();
        }

        foreach (var id in ids)
        {
            (await hub.FinishAsync(id)).ReadOutputAs<int>().ShouldBe(10);
            var history = await hub.Client.GetHistoryAsync(id, Token);
            history.Select(item => item.TaskCompleted?.TaskScheduledId).OfType<int>().Order().ShouldBe(Enumerable.Range(0, 10));
        }
    }

    [Fact]
    public async Task Run_ClockGoesBack_WorkGoesOn()
    {
        var clock = new ShiftedClock();
        await using var hub = new EngineHub(options => options with { TimeProvider = clock });
        Register(hub.Registry);
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 0, new StartOrchestrationOptions { InstanceId = "g" }, Token);
        await hub.Client.WaitForInstanceStartAsync("g", cancellationToken: Token);

        clock.Shift = TimeSpan.FromHours(-2);
        await hub.Client.RaiseEventAsync("g", "go", 1, Token);
        await hub.Client.RaiseEventAsync("g", "go", 2, Token);
        (await hub.FinishAsync("g")).ReadOutputAs<int>().ShouldBe(2);
        (await hub.RunAsync("Sequence", 3)).ReadOutputAs<int>().ShouldBe(3);
        await hub.StopAsync();
        clock.Shift = TimeSpan.FromHours(-4);
        await hub.StartAsync();
        (await hub.RunAsync("Naps")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Wait_ForUnknownOrFinishedInstances_LeavesNothingBehind()
    {
        await using var hub = await HubAsync();
        var finished = await hub.RunAsync("Sequence", 1);
        for (var n = 0; n < 10; n++)
        {
            await Should.ThrowAsync<OrchestrationNotFoundException>(() => hub.Client.WaitForInstanceCompletionAsync($"nobody-{n}", cancellationToken: Token));
            await hub.Client.WaitForInstanceCompletionAsync(finished.InstanceId, cancellationToken: Token);
        }
        var session = (EngineSession)typeof(SqliteOrchestrationEngine)
            .GetField("session", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(hub.Engine)!;

        session.Runtime.Signals.Count.ShouldBe(0);
    }

    private static async Task<bool> AcceptedAsync(Task command)
    {
        try
        {
            await command;
            return true;
        }
        catch (Exception refusal) when (refusal is OrchestrationFinishedException or OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    private static Task<EngineHub> HubAsync()
    {
        var hub = new EngineHub();
        Register(hub.Registry);
        return hub.StartAsync();
    }

    private static void Register(DurableTaskRegistry registry)
    {
        registry.AddActivityFunc<int, int>("AddOne", (_, n) => Task.FromResult(n + 1));
        registry.AddOrchestratorFunc<int, int>("Sequence", async (context, length) =>
        {
            var n = 0;
            while (n < length)
                n = await context.CallActivityAsync<int>("AddOne", n);
            return n;
        });
        registry.AddOrchestratorFunc<object?, int>("Waits", (context, _) => context.WaitForExternalEvent<int>("go"));
        registry.AddOrchestratorFunc<object?, int>("Naps", async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            return 1;
        });
        registry.AddOrchestratorFunc<int, int>("Generations", async (context, _) =>
        {
            var n = await context.WaitForExternalEvent<int>("go");
            if (n < 2)
                context.ContinueAsNew(n);
            return n;
        });
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
