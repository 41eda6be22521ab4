using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>Suspend, resume, terminate, completion with open tasks, continue-as-new.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public void Suspended_EventsRaisedMeanwhile_AreDeliveredInOrderOnResume()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var first = await context.WaitForExternalEvent<string>("E");
            var second = await context.WaitForExternalEvent<string>("E");
            return first + second + context.CurrentUtcDateTime.Minute;
        });
        driver.Start();
        driver.Turn(History.Suspended()).Actions.ShouldBeEmpty();
        driver.Turn(History.Raised("E", "\"a\""), History.Suspended()).Actions.ShouldBeEmpty();
        driver.Turn(History.Raised("E", "\"b\"")).Actions.ShouldBeEmpty();
        driver.Now += TimeSpan.FromMinutes(5);

        driver.Turn(History.Resumed()).Result().ShouldBe("\"ab9\"");
    }

    [Fact]
    public void Suspended_ActionsOfTheSameBatch_ComeAfterResume()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CallActivityAsync("A");
            return await context.CallActivityAsync<string>("B");
        });
        driver.Start();
        driver.Turn(History.Completed(0, null), History.Suspended()).Actions.ShouldBeEmpty();
        driver.Turn(History.Raised("Unrelated")).Actions.ShouldBeEmpty();

        driver.Turn(History.Resumed()).Summary().ShouldBe("1 ScheduleTask");
        driver.Turn(History.Completed(1, "\"b\"")).Result().ShouldBe("\"b\"");
    }

    [Fact]
    public void Suspended_ResumeInTheSameBatch_ChangesNothing()
    {
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A"));

        driver.Start(History.Suspended(), History.Resumed()).Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Suspended(), History.Completed(0, "\"a\""), History.Resumed()).Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void Suspended_FunctionReturnedInTheSameBatch_CompletesWithItsLastEvents()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CallActivityAsync("A");
            context.SendEvent("other", "Done", 1);
            return "done";
        });
        driver.Start();

        driver.Turn(History.Completed(0, null), History.Suspended()).Summary().ShouldBe("1 SendEvent, 2 CompleteOrchestration");
    }

    [Fact]
    public void Terminate_ActionsOfTheSameBatch_AreStillSent()
    {
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A"));

        driver.Start(History.Terminated("stop")).Summary().ShouldBe("0 ScheduleTask, 1 CompleteOrchestration");
    }

    [Fact]
    public void Suspended_Terminate_EndsAtOnce()
    {
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A"));
        driver.Start(History.Suspended());

        var answer = driver.Turn(History.Terminated("enough"));

        answer.Summary().ShouldBe("1 CompleteOrchestration");
        answer.Completion()!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Terminated);
        answer.Completion()!.Result.ShouldBe("enough");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Terminate_CompletionInTheSameBatch_TerminationWins(bool terminationFirst)
    {
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A"));
        driver.Start();
        var batch = new[] { History.Completed(0, "\"a\""), History.Terminated("stop") };
        if (terminationFirst)
            Array.Reverse(batch);

        driver.Turn(batch).Completion()!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Terminated);
    }

    [Fact]
    public void Completion_OpenTaskAndTimer_IsHeldUntilTheyEnd()
    {
        using var driver = TurnDriver.For(context =>
        {
            _ = context.CallActivityAsync("A");
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            _ = context.WaitForExternalEvent<string>("Never");
            return Task.FromResult("done");
        });

        driver.Start().Summary().ShouldBe("0 ScheduleTask, 1 CreateTimer");
        driver.Turn(History.Completed(0, null)).Actions.ShouldBeEmpty();
        var answer = driver.Turn(History.Fired(1));

        answer.Summary().ShouldBe("2 CompleteOrchestration");
        answer.Result().ShouldBe("\"done\"");
    }

    [Fact]
    public void Completion_FailureWithAnOpenTask_IsHeldToo()
    {
        using var driver = TurnDriver.For<string>(context =>
        {
            _ = context.CallActivityAsync("A");
            throw new InvalidOperationException("no");
        });
        driver.Start().Summary().ShouldBe("0 ScheduleTask");

        driver.Turn(History.Failed(0, "late")).Failure().ErrorMessage.ShouldBe("no");
    }

    [Fact]
    public void Completion_CancelledTimer_HoldsNothing()
    {
        using var driver = TurnDriver.For(context =>
        {
            using var source = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromDays(30), source.Token);
            source.Cancel();
            return Task.FromResult("done");
        });

        driver.Start().Summary().ShouldBe("0 CreateTimer, 1 CompleteOrchestration");
    }

    [Fact]
    public void Completion_OperationCanceledByUserCode_FailsWithItsMessage()
    {
        using var driver = TurnDriver.For<string>(async context =>
        {
            await context.CallActivityAsync("A");
            throw new OperationCanceledException("changed my mind");
        });
        driver.Start();

        driver.Turn(History.Completed(0, null)).Failure().ErrorMessage.ShouldBe("changed my mind");
    }

    [Fact]
    public void Completion_OutputThatIsNoJson_Fails()
    {
        using var driver = TurnDriver.For<object>(_ => Task.FromResult<object>(double.NaN));

        driver.Start().Failure().ErrorType.ShouldBe("System.ArgumentException");
    }

    [Fact]
    public void ContinueAsNew_WhileATaskIsOpen_CarriesEventsOfLaterTurns()
    {
        using var driver = TurnDriver.For(context =>
        {
            _ = context.CallActivityAsync("A");
            context.ContinueAsNew(2);
            return Task.FromResult(0);
        });
        driver.Start(History.Raised("E", "1")).Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Raised("F", "2")).Actions.ShouldBeEmpty();

        var completion = driver.Turn(History.Completed(0, null)).Completion().ShouldNotBeNull();

        completion.OrchestrationStatus.ShouldBe(OrchestrationStatus.ContinuedAsNew);
        completion.Result.ShouldBe("2");
        completion.CarryoverEvents.Select(carried => carried.EventRaised.Name).ShouldBe(["E", "F"]);
    }

    [Fact]
    public void ContinueAsNew_BufferedEventsOfSeveralNames_AreSentOnByName()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CallActivityAsync("Gate");
            context.ContinueAsNew("next");
            return 0;
        });
        driver.Start();
        driver.Turn(History.Raised("B", "1"), History.Raised("A", "2"), History.Raised("b", "3"));

        var answer = driver.Turn(History.Completed(0, null));

        answer.Actions.Where(action => action.SendEvent is not null).Select(action => action.SendEvent.Name + action.SendEvent.Data).ShouldBe(["B1", "B3", "A2"]);
        answer.Actions.All(action => action.SendEvent is null || action.SendEvent.Instance.InstanceId == "case-1").ShouldBeTrue();
        answer.Actions[^1].Id.ShouldBe(4);
    }

    [Fact]
    public void AsyncVoid_ThatThrows_FailsTheOrchestration()
    {
        using var driver = TurnDriver.For(context =>
        {
            async void Fire()
            {
                await context.CallActivityAsync("A");
                throw new InvalidOperationException("unseen");
            }

            Fire();
            return context.WaitForExternalEvent<string>("Go");
        });
        driver.Start();

        driver.Turn(History.Completed(0, null)).Failure().ErrorMessage.ShouldBe("unseen");
    }
}
