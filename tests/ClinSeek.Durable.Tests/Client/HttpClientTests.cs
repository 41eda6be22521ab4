using ClinSeek.Durable.Client;
using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Client;

/// <summary>The client over the management API, against the API itself on a real socket.</summary>
public sealed class HttpClientTests : ClientContractTests
{
    private ManagementHost? host;

    private protected override async ValueTask<DurableTaskClient> ConnectAsync()
    {
        host = await ManagementHost.StartAsync(() => hub.Client);
        return host.Connect();
    }

    private protected override async ValueTask DisconnectAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("what?")]
    [InlineData("a#b")]
    [InlineData("line\nbreak")]
    public async Task Schedule_IdThatNoAddressHolds_IsRefused(string id) => await Should.ThrowAsync<ArgumentException>(
        () => Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions { InstanceId = id }, Token));

    [Fact]
    public async Task Schedule_WhatTheApiCannotCarry_IsRefusedAndNothingStarts()
    {
        await Should.ThrowAsync<NotSupportedException>(() => Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", "x", new StartOrchestrationOptions { InstanceId = "later", StartAt = DateTimeOffset.UtcNow.AddHours(1) }, Token));
        await Should.ThrowAsync<NotSupportedException>(() => Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", "x", new StartOrchestrationOptions { InstanceId = "later", Tags = new Dictionary<string, string> { ["a"] = "b" } }, Token));
        await Should.ThrowAsync<NotSupportedException>(() => Client.TerminateInstanceAsync("later", new TerminateInstanceOptions(Recursive: true), Token));

        (await Client.GetInstanceAsync("later", cancellationToken: Token)).ShouldBeNull();
    }

    [Fact]
    public async Task GetHistory_CallsAndTimers_AreTakenApartAgain()
    {
        await hub.RunAsync("Tour", "Ada", "tour");

        var history = await Client.GetHistoryAsync("tour", Token);

        history.Select(item => item.EventTypeCase).ShouldBe(
        [
            HistoryEvent.EventTypeOneofCase.ExecutionStarted,
            HistoryEvent.EventTypeOneofCase.TimerCreated, HistoryEvent.EventTypeOneofCase.TimerFired,
            HistoryEvent.EventTypeOneofCase.TaskScheduled, HistoryEvent.EventTypeOneofCase.TaskCompleted,
            HistoryEvent.EventTypeOneofCase.TaskScheduled, HistoryEvent.EventTypeOneofCase.TaskFailed,
            HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated, HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted,
            HistoryEvent.EventTypeOneofCase.ExecutionCompleted,
        ]);
        // In a sequence the order of the answer is the order of the calls, so the ids are the engine's own.
        var engine = await hub.Client.GetHistoryAsync("tour", Token);
        history.Where(item => item.EventId >= 0).Select(item => (item.EventId, item.EventTypeCase))
            .ShouldBe(engine.Where(item => item.EventId >= 0 && item.ExecutionCompleted is null).Select(item => (item.EventId, item.EventTypeCase)));
        history[4].TaskCompleted.Result.ShouldBe("\"hello Ada\"");
        history[6].TaskFailed.FailureDetails.ErrorMessage.ShouldBe("nobody to greet");
        history.Select(item => item.Timestamp).ShouldBeSubsetOf(engine.Select(item => item.Timestamp));
    }

    [Fact]
    public async Task Calls_EngineStopped_AreAFaultThatNamesNoKey()
    {
        await using var stopped = await ManagementHost.StartAsync(() => null);
        var client = stopped.Connect(new HttpDurableTaskClientOptions { RetriesWhenBusy = 0 });

        var fault = await Should.ThrowAsync<HttpRequestException>(client.GetInstanceAsync("x", cancellationToken: Token));

        fault.StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
        fault.ToString().ShouldNotContain("secret");
    }
}
