using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

/// <summary>What an orchestrator can do, on an engine that keeps orchestrators live and on one that replays each turn.</summary>
public abstract class EngineRunTests(int cachedSessions) : IAsyncLifetime
{
    private readonly EngineHub hub = new(options => options with { MaxCachedSessions = cachedSessions });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Scenarios.Register(hub.Registry);
        await hub.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("Sequence", "10")]
    [InlineData("FanOut", "190")]
    [InlineData("CatchesFailure", "\"System.InvalidOperationException: broken\"")]
    [InlineData("Retries", "3")]
    [InlineData("RetriesChild", "\"third time\"")]
    [InlineData("Children", "\"kid of main in b, and a caught one\"")]
    [InlineData("Timers", "true")]
    [InlineData("Timeout", "\"timed out\"")]
    [InlineData("CallsEntity", "\"EntitiesNotHosted\"")]
    [InlineData("SignalsEntity", "1")]
    [InlineData("SendsToNobody", "1")]
    [InlineData("TwoChildrenOneId", "\"OrchestrationAlreadyExists\"")]
    public async Task Run_Scenario_EndsAsExpected(string name, string output)
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, null,
            new StartOrchestrationOptions { InstanceId = "main", Tags = new Dictionary<string, string> { ["team"] = "b" } }, Token);

        var end = await hub.FinishAsync("main");

        (end.RuntimeStatus, end.SerializedOutput).ShouldBe((OrchestrationRuntimeStatus.Completed, output));
    }

    [Fact]
    public async Task Run_UncaughtActivityFailure_FailsWithItsCause()
    {
        var end = await hub.RunAsync("Fails");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("broken");
        end.FailureDetails.InnerFailure!.ErrorType.ShouldBe("System.InvalidOperationException");
    }

    [Fact]
    public async Task Run_ContinueAsNew_KeepsWhatBelongsToTheInstance()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 0,
            new StartOrchestrationOptions { InstanceId = "g", Version = "7", Tags = new Dictionary<string, string> { ["team"] = "b" } }, Token);
        await hub.Client.WaitForInstanceStartAsync("g", cancellationToken: Token);
        var first = (await hub.Client.GetInstanceAsync("g", cancellationToken: Token))!;
        foreach (var text in (string[])["a", "b", "c"])
            await hub.Client.RaiseEventAsync("g", "word", text, Token);

        var end = await hub.FinishAsync("g");

        end.ReadOutputAs<string>().ShouldBe("a b c in b v7");
        end.ReadInputAs<int>().ShouldBe(3);
        end.ReadCustomStatusAs<string>().ShouldBe("generation 2", "the last generation set none of its own");
        end.CreatedAt.ShouldBe(first.CreatedAt);
        (await hub.Client.GetHistoryAsync("g", Token)).Count(item => item.ExecutionStarted is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Run_ContinueAsNewInChild_ParentIsToldOfTheLastGeneration() =>
        (await hub.RunAsync("ParentOfGenerations")).ReadOutputAs<int>().ShouldBe(3);

    [Fact]
    public async Task Run_ChildTerminated_ParentSeesAFailureWithoutDetails()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("WatchesChild", null, new StartOrchestrationOptions { InstanceId = "w" }, Token);
        await hub.UntilAsync("w-child", found => found.IsRunning);

        await hub.Client.TerminateInstanceAsync("w-child", cancellationToken: Token);

        (await hub.FinishAsync("w")).ReadOutputAs<string>().ShouldBe("(unknown)");
    }

    [Fact]
    public async Task Run_EventsBetweenInstances_Arrive()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echoes", null, new StartOrchestrationOptions { InstanceId = "echo" }, Token);

        (await hub.RunAsync("Asks", null, "asker")).ReadOutputAs<string>().ShouldBe("heard hello");
    }

    [Fact]
    public async Task Run_CustomStatus_IsWrittenAndCleared()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Statuses", null, new StartOrchestrationOptions { InstanceId = "s" }, Token);
        await hub.UntilAsync("s", found => found.SerializedCustomStatus == "{\"step\":1}");
        await hub.Client.RaiseEventAsync("s", "next", cancellationToken: Token);
        await hub.UntilAsync("s", found => found.SerializedCustomStatus is null);
        await hub.Client.RaiseEventAsync("s", "next", cancellationToken: Token);

        (await hub.FinishAsync("s")).ReadCustomStatusAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Run_RestartedInBetween_GoesOn()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 0, new StartOrchestrationOptions { InstanceId = "g" }, Token);
        await hub.Client.RaiseEventAsync("g", "word", "a", Token);
        await hub.UntilAsync("g", found => found.SerializedInput == "1");
        await hub.StopAsync();
        await hub.StartAsync();
        await hub.Client.RaiseEventAsync("g", "word", "b", Token);
        await hub.UntilAsync("g", found => found.SerializedInput == "2");
        await hub.StopAsync();
        await hub.StartAsync();
        await hub.Client.RaiseEventAsync("g", "word", "c", Token);

        (await hub.FinishAsync("g")).ReadOutputAs<string>().ShouldBe("a b c in  v");
    }

    [Fact]
    public async Task Run_ManyEventsAtOnce_AllArriveInOrder()
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collects", 200, new StartOrchestrationOptions { InstanceId = "c" }, Token);

        for (var i = 0; i < 200; i++)
            await hub.Client.RaiseEventAsync("c", "number", i, Token);

        (await hub.FinishAsync("c")).ReadOutputAs<int[]>().ShouldBe(Enumerable.Range(0, 200));
    }
}
