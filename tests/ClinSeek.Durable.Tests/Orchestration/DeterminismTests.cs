using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>History that the code does not repeat.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Execute_NothingScheduledUnderTheId_SaysWhatHistoryHolds() =>
        Replay(context => context.WaitForExternalEvent<string>("Go"), Scheduled(0, "Hello"))
            .ShouldContain("history records activity 'Hello' (version '') with id 0, but the replayed code has (not yet) scheduled anything with that id.");

    [Fact]
    public void Execute_TimerBecameActivity_NamesBoth() =>
        Replay(context => context.CallActivityAsync<string>("Hello"), TimerCreated(0))
            .ShouldContain("history records a timer with id 0, but the replayed code scheduled activity 'Hello' with that id instead.");

    [Fact]
    public void Execute_RecordedTwice_IsADisagreement() =>
        Replay(context => context.CallActivityAsync<string>("Hello"), Scheduled(0, "Hello"), Scheduled(0, "Hello"))
            .ShouldStartWith("Non-Deterministic workflow detected: ");

    [Fact]
    public void Execute_SubOrchestrationBecameActivity_NamesBoth() =>
        Replay(
            context => context.CallActivityAsync<string>("Child"),
            new HistoryEvent { EventId = 0, SubOrchestrationInstanceCreated = new() { Name = "Child", InstanceId = "kid" } })
            .ShouldContain("sub-orchestration 'Child' (version '', instance 'kid') with id 0, but the replayed code scheduled activity 'Child'");

    [Fact]
    public void Execute_NamesDifferInCase_IsNoDisagreement()
    {
        using var driver = TurnDriver.For(async context =>
        {
            context.SendEvent("other", "PING", 1);
            return await context.CallActivityAsync<string>("HELLO");
        });
        driver.Start();

        driver.FullHistory.Single(e => e.TaskScheduled is not null).TaskScheduled.Name = "hello";
        driver.FullHistory.Single(e => e.EventSent is not null).EventSent.Name = "ping";

        driver.Turn(History.Completed(1, "\"a\"")).Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void Execute_EventsAfterTheDisagreement_ChangeNothing()
    {
        var request = new OrchestratorRequest
        {
            InstanceId = "case-1",
            PastEvents = { History.TurnStarted(History.Start), History.Started("Main"), Scheduled(0, "Other"), History.Completed(0, "\"a\"") },
            NewEvents = { History.TurnStarted(History.Start), History.Terminated("stop") },
        };

        var answer = Executor(context => context.CallActivityAsync<string>("Hello")).Execute(request);

        answer.Actions.ShouldHaveSingleItem().Id.ShouldBe(1);
        answer.Failure().ErrorType.ShouldBe("ClinSeek.Durable.NonDeterministicOrchestrationException");
    }

    private static string Replay(Func<TaskOrchestrationContext, Task<string>> code, params HistoryEvent[] recorded)
    {
        var request = new OrchestratorRequest
        {
            InstanceId = "case-1",
            PastEvents = { History.TurnStarted(History.Start), History.Started("Main"), recorded, History.TurnCompleted() },
            NewEvents = { History.TurnStarted(History.Start), History.Raised("Nobody") },
        };

        var failure = Executor(code).Execute(request).Failure();

        failure.ErrorType.ShouldBe("ClinSeek.Durable.NonDeterministicOrchestrationException");
        return failure.ErrorMessage;
    }

    private static OrchestrationExecutor Executor(Func<TaskOrchestrationContext, Task<string>> code) =>
        new(new DurableTaskRegistry().AddOrchestratorFunc("Main", code), new DurableTaskWorkerOptions());

    private static HistoryEvent Scheduled(int id, string name) => new() { EventId = id, TaskScheduled = new() { Name = name, Version = "" } };

    private static HistoryEvent TimerCreated(int id) => new() { EventId = id, TimerCreated = new() };
}
