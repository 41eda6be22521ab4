using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Client;

public sealed class ReadOnlyClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_BesideRunningHost_SeesCommittedState()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await using var reader = new ReadOnlyDurableTaskClient(hub.HubPath);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = "w" }, cancellationToken: Token);
        await hub.Client.WaitForInstanceStartAsync("w", cancellationToken: Token);

        (await reader.GetInstanceAsync("w", cancellationToken: Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        var end = reader.WaitForInstanceCompletionAsync("w", true, TestContext.Current.CancellationToken);
        await hub.Client.RaiseEventAsync("w", "answer", 7, cancellationToken: Token);

        (await end).ReadOutputAs<int>().ShouldBe(7);
        (await reader.GetAllInstancesAsync().CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await reader.GetHistoryAsync("w", cancellationToken: Token)).ShouldContain(item => item.EventRaised != null && item.EventRaised.Name == "answer");
    }

    [Fact]
    public async Task Read_AfterHostHasStopped_StillWorks()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = "w" }, cancellationToken: Token);
        await hub.Client.WaitForInstanceStartAsync("w", cancellationToken: Token);
        await hub.StopAsync();

        await using var reader = new ReadOnlyDurableTaskClient(hub.HubPath);

        (await reader.GetInstanceAsync("w", cancellationToken: Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Write_AnyVerb_IsRefused()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await using var reader = new ReadOnlyDurableTaskClient(hub.HubPath);

        await Should.ThrowAsync<NotSupportedException>(() => reader.ScheduleNewOrchestrationInstanceAsync("Waits"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.RaiseEventAsync("w", "answer"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.SuspendInstanceAsync("w"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.ResumeInstanceAsync("w"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.TerminateInstanceAsync("w"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.PurgeInstanceAsync("w"));
        await Should.ThrowAsync<NotSupportedException>(() => reader.PurgeAllInstancesAsync(new PurgeInstancesFilter()));
    }

    [Fact]
    public void Open_AbsentFile_NamesCauseAndRemedy()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "hub.db");

        var failure = Should.Throw<EngineStorageException>(() => new ReadOnlyDurableTaskClient(path));

        failure.Path.ShouldBe(path);
        failure.Remedy.ShouldNotBeNullOrEmpty();
    }

    private static EngineHub Hub()
    {
        var hub = new EngineHub();
        hub.Registry.AddOrchestratorFunc<object?, int>("Waits", (context, _) => context.WaitForExternalEvent<int>("answer"));
        return hub;
    }
}
