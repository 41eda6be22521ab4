using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Client;

/// <summary>What every client of a hub does, whichever way it reaches it.</summary>
public abstract class ClientContractTests : IAsyncLifetime
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected readonly EngineHub hub = new();

    private protected DurableTaskClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ClientScenarios.Register(hub.Registry);
        await hub.StartAsync();
        Client = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        await hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask<DurableTaskClient> ConnectAsync();

    private protected abstract ValueTask DisconnectAsync();

    [Fact]
    public async Task Schedule_IdAndVersion_AreKeptWithTheInstance()
    {
        var options = new StartOrchestrationOptions { InstanceId = "one", Version = "2.1" };
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", "hello", options, Token);

        var end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        id.ShouldBe("one");
        end.Name.ShouldBe("Echo");
        end.Version.ShouldBe("2.1");
        (end.ReadInputAs<string>(), end.ReadOutputAs<string>()).ShouldBe(("hello", "hello"));
        end.LastUpdatedAt.ShouldBeGreaterThanOrEqualTo(end.CreatedAt);
        end.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Schedule_WithoutId_GivesANewOneEachTime()
    {
        var first = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", cancellationToken: Token);
        var second = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", cancellationToken: Token);

        second.ShouldNotBe(first);
        (await Client.GetInstanceAsync(first, cancellationToken: Token)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("{\"looks\":\"like JSON\"}")]
    [InlineData("umlaut ä, quote \" and \u2028")]
    public async Task Texts_AnyString_ComeBackAsTheyWent(string text)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", text, cancellationToken: Token);

        var end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        (end.ReadInputAs<string>(), end.ReadOutputAs<string>()).ShouldBe((text, text));
    }

    [Fact]
    public async Task Terminate_WithReason_ReasonIsTheOutputAsItWas()
    {
        await StartWaitingAsync("halt");

        await Client.TerminateInstanceAsync("halt", new TerminateInstanceOptions("no longer needed & done"), Token);

        var end = await Client.WaitForInstanceCompletionAsync("halt", getInputsAndOutputs: true, Token);
        (end.RuntimeStatus, end.SerializedOutput).ShouldBe((OrchestrationRuntimeStatus.Terminated, "no longer needed & done"));
    }

    [Fact]
    public async Task GetInstance_Child_NamesItsParent()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions { InstanceId = "p" }, Token);
        await hub.UntilAsync("p-child", found => found.IsRunning);

        (await Client.GetInstanceAsync("p-child", cancellationToken: Token))!.ParentInstanceId.ShouldBe("p");
    }

    [Fact]
    public async Task Schedule_SameIdByTwoAtOnce_StartsOne()
    {
        var starts = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = "race" }, Token);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        });

        (await Task.WhenAll(starts)).Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_IdOfRunningInstance_IsRefusedWhateverTheOptions()
    {
        await StartWaitingAsync("busy");

        var refusal = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x",
            new StartOrchestrationOptions { InstanceId = "busy", ReusableStatuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed] }, cancellationToken: Token));

        (refusal.InstanceId, refusal.Status).ShouldBe(("busy", OrchestrationRuntimeStatus.Running));
    }

    [Fact]
    public async Task Schedule_IdOfFinishedInstance_IsReplacedOnlyWhereAllowed()
    {
        await hub.RunAsync("Echo", "first", "again");
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(Client.ScheduleNewOrchestrationInstanceAsync("Echo", "second",
            new StartOrchestrationOptions { InstanceId = "again", ReusableStatuses = [OrchestrationRuntimeStatus.Failed] }, cancellationToken: Token));

        await Client.ScheduleNewOrchestrationInstanceAsync("Echo", "third",
            new StartOrchestrationOptions { InstanceId = "again", ReusableStatuses = [OrchestrationRuntimeStatus.Completed] }, cancellationToken: Token);
        var second = await hub.FinishAsync("again");

        second.ReadOutputAs<string>().ShouldBe("third");
        (await Client.GetHistoryAsync("again", cancellationToken: Token)).Count(item => item.ExecutionStarted is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@counter@k")]
    public async Task Schedule_ImpossibleId_IsRefused(string id) => await Should.ThrowAsync<ArgumentException>(
        () => Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions { InstanceId = id }));

    [Fact]
    public async Task GetInstance_UnknownId_IsNull() => (await Client.GetInstanceAsync("nobody", cancellationToken: Token)).ShouldBeNull();

    [Fact]
    public async Task GetInstance_WithoutTexts_LeavesThemOut()
    {
        await hub.RunAsync("Echo", "secret", "quiet");

        var found = await Client.GetInstanceAsync("quiet", cancellationToken: Token);

        (found!.SerializedInput, found.SerializedOutput).ShouldBe((null, null));
    }

    [Fact]
    public async Task WaitForInstanceStart_Instance_SeesItRunning()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Waits", cancellationToken: Token);

        var started = await Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true, cancellationToken: Token);

        started.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        started.ReadCustomStatusAs<string>().ShouldBe("waiting");
    }

    [Fact]
    public async Task WaitForInstanceCompletion_Cancelled_GivesUpTheWaitOnly()
    {
        await StartWaitingAsync("patient");
        using var cancellation = new CancellationTokenSource(50);

        await Should.ThrowAsync<OperationCanceledException>(Client.WaitForInstanceCompletionAsync("patient", cancellationToken: cancellation.Token));

        await Client.RaiseEventAsync("patient", "ANSWER", "now", cancellationToken: Token);
        (await hub.FinishAsync("patient")).ReadOutputAs<string>().ShouldBe("now");
    }

    [Fact]
    public async Task Commands_UnknownInstance_AreNotFound()
    {
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.RaiseEventAsync("nobody", "answer", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.SuspendInstanceAsync("nobody", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.ResumeInstanceAsync("nobody", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.TerminateInstanceAsync("nobody", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.GetHistoryAsync("nobody", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationNotFoundException>(Client.WaitForInstanceCompletionAsync("nobody", cancellationToken: Token));
    }

    [Fact]
    public async Task Commands_FinishedInstance_AreRefusedWithItsStatus()
    {
        await hub.RunAsync("Echo", "x", "over");

        (await Should.ThrowAsync<OrchestrationFinishedException>(Client.RaiseEventAsync("over", "answer", cancellationToken: Token))).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
        await Should.ThrowAsync<OrchestrationFinishedException>(Client.SuspendInstanceAsync("over", cancellationToken: Token));
        await Should.ThrowAsync<OrchestrationFinishedException>(Client.TerminateInstanceAsync("over", cancellationToken: Token));
    }

    [Fact]
    public async Task Suspend_ThenEvent_ActsOnlyAfterResume()
    {
        await StartWaitingAsync("paused");
        await Client.SuspendInstanceAsync("paused", "lunch", cancellationToken: Token);
        await hub.UntilAsync("paused", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await Client.RaiseEventAsync("paused", "answer", "kept", cancellationToken: Token);
        await hub.UntilAsync("paused", found => found.LastUpdatedAt > found.CreatedAt);
        (await Client.GetInstanceAsync("paused", cancellationToken: Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);

        await Client.ResumeInstanceAsync("paused", cancellationToken: Token);

        (await hub.FinishAsync("paused")).ReadOutputAs<string>().ShouldBe("kept");
    }

    [Fact]
    public async Task Purge_OneInstance_OnlyFinishedOnesGo()
    {
        await hub.RunAsync("Echo", "x", "done");
        await StartWaitingAsync("open");

        (await Client.PurgeInstanceAsync("done", cancellationToken: Token)).PurgedInstanceCount.ShouldBe(1);
        (await Client.PurgeInstanceAsync("open", cancellationToken: Token)).PurgedInstanceCount.ShouldBe(0);
        (await Client.PurgeInstanceAsync("nobody", cancellationToken: Token)).PurgedInstanceCount.ShouldBe(0);

        (await Client.GetInstanceAsync("done", cancellationToken: Token)).ShouldBeNull();
        (await Client.GetInstanceAsync("open", cancellationToken: Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task PurgeAll_ByStatusAndTime_RemovesThatAndNothingElse()
    {
        await hub.RunAsync("Echo", "x", "early");
        await hub.RunAsync("Fails", null, "broken");
        await StartWaitingAsync("open");
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var border = DateTimeOffset.UtcNow;
        await hub.RunAsync("Echo", "x", "late");

        var purged = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(
            CreatedTo: border, Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running]), cancellationToken: Token);
        purged.PurgedInstanceCount.ShouldBe(1);
        (await ListAsync(new OrchestrationQuery())).ShouldBe(["broken", "open", "late"]);

        (await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellationToken: Token)).PurgedInstanceCount.ShouldBe(2);
        (await ListAsync(new OrchestrationQuery())).ShouldBe(["open"]);
    }

    [Fact]
    public async Task GetAllInstances_Paged_GivesEveryInstanceOnceInOrder()
    {
        for (var i = 0; i < 7; i++)
            await hub.RunAsync("Echo", "x", $"page-{i}");
        await hub.RunAsync("Echo", "x", "Page-other");

        List<int> sizes = [];
        List<string> ids = [];
        string? token = null;
        do
        {
            // Each page from a new query, as a web client would do it.
            var page = await Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "page-", PageSize = 3, ContinuationToken = token })
                .AsPages().FirstAsync(TestContext.Current.CancellationToken);
            sizes.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(value => value.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);

        sizes.ShouldBe([3, 3, 1]);
        ids.ShouldBe(Enumerable.Range(0, 7).Select(i => $"page-{i}"));
        (await ListAsync(new OrchestrationQuery { InstanceIdPrefix = "page-", PageSize = 3 })).ShouldBe(ids);
        (await ListAsync(new OrchestrationQuery { InstanceIdPrefix = "page%" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAllInstances_ByStatusAndTime_Restricts()
    {
        await hub.RunAsync("Echo", "x", "a");
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var border = DateTimeOffset.UtcNow;
        await hub.RunAsync("Fails", null, "b");

        (await ListAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed] })).ShouldBe(["b"]);
        (await ListAsync(new OrchestrationQuery { CreatedFrom = border })).ShouldBe(["b"]);
        (await ListAsync(new OrchestrationQuery { CreatedTo = border })).ShouldBe(["a"]);
    }

    [Fact]
    public async Task GetInstance_Failed_TellsTypeAndMessage()
    {
        var end = await hub.RunAsync("Fails");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        (end.FailureDetails!.ErrorType, end.FailureDetails.ErrorMessage).ShouldBe(("System.InvalidOperationException", "on purpose"));
        end.SerializedOutput.ShouldBe("System.InvalidOperationException: on purpose");
    }

    [Fact]
    public async Task Schedule_UnknownOrchestrator_FailsTheInstance() =>
        (await hub.RunAsync("Nobody")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);

    private protected async Task StartWaitingAsync(string id)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = id });
        await Client.WaitForInstanceStartAsync(id);
    }

    private async Task<string[]> ListAsync(OrchestrationQuery query) =>
        await Client.GetAllInstancesAsync(query).Select(found => found.InstanceId).ToArrayAsync(TestContext.Current.CancellationToken);
}
