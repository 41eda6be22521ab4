using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>Rules of replay that no recorded history shows.</summary>
public sealed class ReplayRuleTests
{
    [Fact]
    public void Execute_IsReplaying_TurnsFalseWithTheFirstNewEvent()
    {
        var seen = new List<bool>();
        var executor = Executor(async context =>
        {
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("A");
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("B");
            seen.Add(context.IsReplaying);
            return 1;
        });
        var request = new OrchestratorRequest
        {
            InstanceId = "case-1",
            PastEvents =
            {
                History.TurnStarted(History.Start), History.Started("Main"), Scheduled(0, "A"), History.TurnCompleted(),
                History.TurnStarted(History.Start), History.Completed(0, null), Scheduled(1, "B"), History.TurnCompleted(),
            },
            NewEvents = { History.TurnStarted(History.Start), History.Completed(1, null) },
        };

        executor.Execute(request).Result().ShouldBe("1");

        seen.ShouldBe([true, true, false]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Timer_AtTheLimit_IsOneTimerAndATickMoreIsTwo(long ticks)
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(3) + TimeSpan.FromTicks(ticks), CancellationToken.None);
            return 1;
        });
        var first = driver.Start().Actions.Single();
        first.CreateTimer.FireAt.ToDateTime().ShouldBe(History.Start.AddDays(3));

        driver.Now = History.Start.AddDays(3);
        var then = driver.Turn(History.Fired(0));

        if (ticks > 0)
            then.Actions.Single().CreateTimer.FireAt.ToDateTime().ShouldBe(History.Start.AddDays(3).AddTicks(ticks));
        else
            then.Result().ShouldBe("1");
    }

    [Theory]
    [InlineData(true, 2, 1)]
    [InlineData(false, 0, 1)]
    public void ContinueAsNew_BufferedAndLaterEvents_AreSentOnCarriedOrDropped(bool preserve, int sent, int carried)
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.WaitForExternalEvent<int>("Go");
            context.ContinueAsNew("next", preserve);
            return 1;
        });
        driver.Start(History.Raised("Early", "1"), History.Raised("early", "2"));

        var answer = driver.Turn(History.Raised("Go", "3"), History.Raised("Late", "4"));

        answer.Actions.Count(action => action.SendEvent is not null).ShouldBe(sent);
        var completion = answer.Completion().ShouldNotBeNull();
        completion.OrchestrationStatus.ShouldBe(OrchestrationStatus.ContinuedAsNew);
        completion.CarryoverEvents.Select(item => item.EventRaised.Name).ShouldBe(Enumerable.Repeat("Late", carried));
    }

    [Fact]
    public void Suspended_ResumeAndHeldEventsInOneBatch_RestoreTheActionsOnce()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var first = context.CallActivityAsync<int>("A");
            var go = await context.WaitForExternalEvent<int>("Go");
            return go + await first;
        });
        driver.Start(History.Suspended()).Actions.ShouldBeEmpty();
        driver.Turn(History.Raised("Go", "1")).Actions.ShouldBeEmpty();

        driver.Turn(History.Suspended(), History.Resumed()).Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Completed(0, "2")).Result().ShouldBe("3");
    }

    [Fact]
    public void Raised_TheSameEventTwice_IsTwoEvents()
    {
        using var driver = TurnDriver.For(async context =>
            await context.WaitForExternalEvent<int>("Go") + await context.WaitForExternalEvent<int>("GO"));
        driver.Start();

        driver.Turn(History.Raised("go", "1"), History.Raised("go", "1")).Result().ShouldBe("2");
    }

    [Fact]
    public void ChildFailed_ThreeDeep_NestsOneLevelForEach()
    {
        using var driver = TurnDriver.For(context => context.CallSubOrchestratorAsync<int>("Child"));
        driver.Start();
        var innermost = new Protocol.TaskFailureDetails { ErrorType = "E3", ErrorMessage = "three", IsNonRetriable = true };
        var middle = new Protocol.TaskFailureDetails { ErrorType = "E2", ErrorMessage = "two", InnerFailure = innermost };
        var failed = History.ChildFailed(0, "one");
        failed.SubOrchestrationInstanceFailed.FailureDetails.InnerFailure = middle;

        var failure = driver.Turn(failed).Failure();

        failure.InnerFailure.InnerFailure.InnerFailure.ErrorMessage.ShouldBe("three");
        failure.InnerFailure.InnerFailure.InnerFailure.IsNonRetriable.ShouldBeTrue();
        failure.IsNonRetriable.ShouldBeFalse("the flag is not passed up");
    }

    [Fact]
    public void WhenAll_OneFails_WaitsForAllAndGivesTheFailure()
    {
        using var driver = TurnDriver.For(context => Task.WhenAll(context.CallActivityAsync<int>("A"), context.CallActivityAsync<int>("B")));
        driver.Start();

        driver.Turn(History.Failed(0, "broken")).Actions.ShouldBeEmpty();
        driver.Turn(History.Completed(1, "2")).Failure().ErrorMessage.ShouldBe("Task 'A' (#0) failed with an unhandled exception: broken");
    }

    [Fact]
    public void CustomStatus_StaysInEveryAnswerUntilCleared()
    {
        var large = new string('x', 100_000);
        using var driver = TurnDriver.For(async context =>
        {
            context.SetCustomStatus(large);
            await context.CallActivityAsync("A");
            await context.CallActivityAsync("B");
            context.SetCustomStatus(null);
            return 1;
        });

        driver.Start().CustomStatus.Length.ShouldBe(large.Length + 2);
        driver.Turn(History.Completed(0, null)).CustomStatus.Length.ShouldBe(large.Length + 2);
        driver.Turn(History.Completed(1, null)).CustomStatus.ShouldBeNull();
    }

    private static OrchestrationExecutor Executor<TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> code) =>
        new(new DurableTaskRegistry().AddOrchestratorFunc("Main", code), new DurableTaskWorkerOptions());

    private static HistoryEvent Scheduled(int id, string name) => new() { EventId = id, TaskScheduled = new() { Name = name } };
}
