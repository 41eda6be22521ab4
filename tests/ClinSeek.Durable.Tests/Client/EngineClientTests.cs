using ClinSeek.Durable.Client;

namespace ClinSeek.Durable.Tests.Client;

/// <summary>The client of an embedded engine: the contract, and what only it can do.</summary>
public sealed class EngineClientTests : ClientContractTests
{
    private protected override ValueTask<DurableTaskClient> ConnectAsync() => ValueTask.FromResult(hub.Client);

    private protected override ValueTask DisconnectAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Schedule_WithOptions_KeepsThemWithTheInstance()
    {
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "hello", new StartOrchestrationOptions
        {
            InstanceId = "one",
            Version = "2.1",
            Tags = new Dictionary<string, string> { ["team"] = "b" },
        }, cancellationToken: Token);

        var end = await hub.FinishAsync(id);

        id.ShouldBe("one");
        end.Name.ShouldBe("Echo");
        end.Version.ShouldBe("2.1");
        end.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "b" });
        (end.ReadInputAs<string>(), end.ReadOutputAs<string>()).ShouldBe(("hello", "hello"));
        end.LastUpdatedAt.ShouldBeGreaterThanOrEqualTo(end.CreatedAt);
        end.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Schedule_StartAtInFuture_WaitsAndKeepsEvents()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null,
            new StartOrchestrationOptions { InstanceId = "later", StartAt = DateTimeOffset.UtcNow.AddMilliseconds(700) }, cancellationToken: Token);
        await hub.Client.RaiseEventAsync("later", "answer", "early", cancellationToken: Token);
        (await hub.Client.GetInstanceAsync("later", cancellationToken: Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);

        var end = await hub.FinishAsync("later");

        end.ReadOutputAs<string>().ShouldBe("early");
    }

    [Fact]
    public async Task Terminate_BeforeScheduledStart_EndsWithoutRunning()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fails", null,
            new StartOrchestrationOptions { InstanceId = "never", StartAt = DateTimeOffset.UtcNow.AddHours(1) }, cancellationToken: Token);

        await hub.Client.TerminateInstanceAsync("never", new TerminateInstanceOptions("not needed"), cancellationToken: Token);

        var end = await hub.FinishAsync("never");
        (end.RuntimeStatus, end.SerializedOutput).ShouldBe((OrchestrationRuntimeStatus.Terminated, "not needed"));
    }

    [Fact]
    public async Task Suspend_ThenRestart_StaysSuspended()
    {
        await StartWaitingAsync("asleep");
        await hub.Client.SuspendInstanceAsync("asleep", cancellationToken: Token);
        await hub.UntilAsync("asleep", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await hub.StopAsync();
        await hub.StartAsync();

        await hub.Client.RaiseEventAsync("asleep", "answer", "kept", cancellationToken: Token);
        await hub.Client.ResumeInstanceAsync("asleep", cancellationToken: Token);

        (await hub.FinishAsync("asleep")).ReadOutputAs<string>().ShouldBe("kept");
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminate_Parent_ReachesChildrenOnlyWhenRecursive(bool recursive, OrchestrationRuntimeStatus child)
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions { InstanceId = "p" }, cancellationToken: Token);
        await hub.UntilAsync("p-child", found => found.IsRunning);

        await hub.Client.TerminateInstanceAsync("p", new TerminateInstanceOptions("enough", recursive), cancellationToken: Token);

        var end = await hub.FinishAsync("p");
        (end.RuntimeStatus, end.SerializedOutput).ShouldBe((OrchestrationRuntimeStatus.Terminated, "enough"));
        await hub.UntilAsync("p-child", found => found.RuntimeStatus == child);
        (await hub.Client.GetInstanceAsync("p-child", cancellationToken: Token))!.ParentInstanceId.ShouldBe("p");
    }

    [Fact]
    public async Task GetHistory_FinishedInstance_IsTheEnginesView()
    {
        await hub.RunAsync("Echo", "x", "told");

        var history = await hub.Client.GetHistoryAsync("told", cancellationToken: Token);

        history.Select(item => item.EventTypeCase.ToString()).ShouldBe(["OrchestratorStarted", "ExecutionStarted", "ExecutionCompleted", "OrchestratorCompleted"]);
    }

    [Fact]
    public async Task Schedule_ReplacedInstance_IsAnotherExecution()
    {
        var first = await hub.RunAsync("Echo", "first", "again");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "second",
            new StartOrchestrationOptions { InstanceId = "again", ReusableStatuses = [OrchestrationRuntimeStatus.Completed] }, cancellationToken: Token);

        (await hub.FinishAsync("again")).ExecutionId.ShouldNotBe(first.ExecutionId);
    }
}
