using ClinSeek.Durable.Orchestration.Turns;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

public sealed class RetryTests
{
    [Fact]
    public void Retry_UntilTimeout_GivesUpWithoutATimer()
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(4), retryTimeout: TimeSpan.FromSeconds(6));
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A", null, TaskOptions.FromRetryPolicy(policy)));
        driver.Start();
        driver.Turn(History.Failed(0, "one")).Summary().ShouldBe("1 CreateTimer");
        driver.Now += TimeSpan.FromSeconds(4);
        driver.Turn(History.Fired(1)).Summary().ShouldBe("2 ScheduleTask");
        driver.Now += TimeSpan.FromSeconds(2);

        var answer = driver.Turn(History.Failed(2, "two"));

        answer.Summary().ShouldBe("3 CompleteOrchestration");
        answer.Failure().ErrorMessage.ShouldBe("Task 'A' (#2) failed with an unhandled exception: two");
    }

    [Fact]
    public void Retry_PredicateRefuses_GivesUpAtOnce()
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A", null, TaskOptions.FromRetryPolicy(policy)));
        driver.Start();

        driver.Turn(History.Failed(0, "slow", type: "System.TimeoutException")).Summary().ShouldBe("1 CreateTimer");
        driver.Turn(History.Fired(1));
        driver.Turn(History.Failed(2, "broken")).Failure().InnerFailure.ErrorMessage.ShouldBe("broken");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 9)]
    [InlineData(3, 20)]
    [InlineData(30, 20)]
    public void NextDelay_Backoff_GrowsToTheLongest(int attempt, int seconds)
    {
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(1), 3.0, TimeSpan.FromSeconds(20));

        RetrySchedule.NextDelay(policy, attempt, TaskFailureDetails.Unknown, History.Start, History.Start).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Retry_SubOrchestration_KeepsItsInstanceId()
    {
        var policy = new RetryPolicy(2, TimeSpan.FromSeconds(1));
        using var driver = TurnDriver.For(context => context.CallSubOrchestratorAsync<string>("Child", 5, TaskOptions.FromRetryPolicy(policy)));
        var first = driver.Start().Actions.ShouldHaveSingleItem().CreateSubOrchestration;
        driver.Turn(History.ChildFailed(0, "no"));

        var second = driver.Turn(History.Fired(1)).Actions.ShouldHaveSingleItem();

        second.Id.ShouldBe(2);
        second.CreateSubOrchestration.ShouldBe(first);
        driver.Turn(History.ChildCompleted(2, "\"yes\"")).Result().ShouldBe("\"yes\"");
    }

    [Fact]
    public void Retry_HandlerAwaitsATimer_IsPartOfHistory()
    {
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(retry.LastAttemptNumber), CancellationToken.None);
            return retry.LastAttemptNumber < 2 && retry.LastFailure.ErrorMessage == "again";
        });
        using var driver = TurnDriver.For(context => context.CallActivityAsync<string>("A", null, options));
        driver.Start();
        driver.Turn(History.Failed(0, "again")).Summary().ShouldBe("1 CreateTimer");
        driver.Turn(History.Fired(1)).Summary().ShouldBe("2 ScheduleTask");
        driver.Turn(History.Failed(2, "again")).Summary().ShouldBe("3 CreateTimer");

        driver.Turn(History.Fired(3)).Failure().InnerFailure.ErrorMessage.ShouldBe("again");
    }

    [Fact]
    public void Retry_ResultThatCannotBeRead_IsNotRetried()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));
        using var driver = TurnDriver.For(context => context.CallActivityAsync<int>("A", null, TaskOptions.FromRetryPolicy(policy)));
        driver.Start();

        driver.Turn(History.Completed(0, "\"text\"")).Failure().ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public void RetryPolicy_ImpossibleValues_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), 1, TimeSpan.FromSeconds(1)));
    }
}
