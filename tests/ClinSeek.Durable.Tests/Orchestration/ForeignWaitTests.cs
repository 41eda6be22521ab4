using System.Runtime.CompilerServices;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>No way of waiting for what history cannot end leaves an orchestration hanging in silence.</summary>
public sealed class ForeignWaitTests
{
    private const string Foreign = "ClinSeek.Durable.ForeignAwaitException";

    [Fact]
    public void Turn_CancelAsyncBesideOpenTimerAndWait_Fails()
    {
        using var driver = TurnDriver.For(async context =>
        {
            using var source = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), source.Token);
            var other = context.WaitForExternalEvent<string>("Other");
            await Task.WhenAny(timer, context.WaitForExternalEvent<string>("Go"));
            await source.CancelAsync();
            return await other;
        });
        driver.Start().Summary().ShouldBe("0 CreateTimer");

        driver.Turn(History.Raised("Go", "\"go\"")).Failure().ErrorType.ShouldBe(Foreign);
    }

    [Fact]
    public void Turn_CancelAsyncWithNothingToCall_IsNoWait()
    {
        using var driver = TurnDriver.For(async context =>
        {
            using var source = new CancellationTokenSource();
            await source.CancelAsync();
            return await context.CallActivityAsync<int>("A");
        });
        driver.Start().Summary().ShouldBe("0 ScheduleTask");

        driver.Turn(History.Completed(0, "1")).Result().ShouldBe("1");
    }

    [Theory]
    [InlineData("activity")]
    [InlineData("child")]
    [InlineData("timer")]
    [InlineData("event")]
    public void Turn_ForeignAwaitBesideAnOpenTaskNobodyAwaits_FailsAtOnce(string open)
    {
        using var driver = TurnDriver.For(async context =>
        {
            Task task = open switch
            {
                "activity" => context.CallActivityAsync<int>("A"),
                "child" => context.CallSubOrchestratorAsync<int>("A"),
                "timer" => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None),
                _ => context.WaitForExternalEvent<int>("Go"),
            };
            await new TaskCompletionSource().Task;
            await task;
            return 1;
        });

        driver.Start().Failure().ErrorType.ShouldBe(Foreign);
    }

    [Fact]
    public void Turn_WhenAnyOfDurableAndForeign_GoesOnWithTheDurableOne()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var activity = context.CallActivityAsync<int>("A");
            var first = await Task.WhenAny(activity, new TaskCompletionSource<int>().Task);
            return await first;
        });
        driver.Start().Summary().ShouldBe("0 ScheduleTask");

        driver.Turn(History.Completed(0, "1")).Result().ShouldBe("1");
    }

    [Theory]
    [InlineData("Result")]
    [InlineData("Wait")]
    [InlineData("GetResult")]
    [InlineData("WhenAll")]
    [InlineData("WaitAll")]
    [InlineData("WaitAny")]
    [InlineData("retry")]
    public void Turn_BlockingOnAnOpenTask_FailsNamingTheCause(string way)
    {
        using var driver = TurnDriver.For(context =>
        {
            var task = context.CallActivityAsync<int>("A", null,
                way == "retry" ? TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))) : null);
            switch (way)
            {
                case "Wait":
                    task.Wait(TestContext.Current.CancellationToken);
                    break;
                case "WhenAll":
                    Task.WhenAll(task, task).Wait(TestContext.Current.CancellationToken);
                    break;
                case "WaitAll":
                    Task.WaitAll(task, context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
                    break;
                case "WaitAny":
                    Task.WaitAny([task], TestContext.Current.CancellationToken);
                    break;
                case "GetResult":
                    return Task.FromResult(task.GetAwaiter().GetResult());
            }

            return Task.FromResult(task.Result);
        });

        var failure = driver.Start().Failure();

        failure.ErrorMessage.ShouldContain(".Result");
        failure.ErrorMessage.ShouldContain("Use await");
    }

    [Fact]
    public void Turn_BlockingWaitThatIsCaught_StillFails()
    {
        using var driver = TurnDriver.For(async context =>
        {
            try
            {
                return context.CallActivityAsync<int>("A").Result;
            }
            catch (InvalidOperationException)
            {
                return await context.CallActivityAsync<int>("B");
            }
        });

        driver.Start().Failure().ErrorType.ShouldBe(Foreign);
    }

    [Fact]
    public async Task Turn_LockHeldElsewhere_IsWaitedFor()
    {
        var gate = new object();
        using var held = new ManualResetEventSlim();
        using var waiting = new ManualResetEventSlim();
        var holder = Task.Factory.StartNew(() =>
        {
            lock (gate)
            {
                held.Set();
                waiting.Wait(TestContext.Current.CancellationToken);
                Thread.Sleep(50);
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        held.Wait(TestContext.Current.CancellationToken);
        using var driver = TurnDriver.For(_ =>
        {
            waiting.Set();
            lock (gate)
                return Task.FromResult(1);
        });

        driver.Start().Result().ShouldBe("1");
        await holder;
    }

    [Fact]
    public void Turn_YieldsUntilATaskEnds_FailsInsteadOfTurningForEver()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var activity = context.CallActivityAsync<int>("A");
            while (!activity.IsCompleted)
                await Task.Yield();
            return await activity;
        });

        var failure = driver.Start().Failure();

        failure.ErrorType.ShouldBe(Foreign);
        failure.ErrorMessage.ShouldContain("Task.Yield()");
    }

    [Fact]
    public void Turn_ValueTasksStreamsAndAsyncDisposal_StayInTheTurn()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await using var last = new CallsAtTheEnd(context);
            async ValueTask<int> One(int n) => await context.CallActivityAsync<int>("A", n);
            async IAsyncEnumerable<int> Several([EnumeratorCancellation] CancellationToken cancellation = default)
            {
                for (var n = 0; n < 2; n++)
                    yield return await One(n);
            }

            var sum = 0;
            await foreach (var n in Several())
                sum += n;
            return sum;
        });

        driver.Start().Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Completed(0, "1")).Summary().ShouldBe("1 ScheduleTask");
        driver.Turn(History.Completed(1, "2")).Summary().ShouldBe("2 ScheduleTask");
        driver.Turn(History.Completed(2, null)).Result().ShouldBe("3");
    }

    [Fact]
    public void Turn_ThrowsBeforeItsFirstAwait_Fails()
    {
        using var driver = TurnDriver.For<int>(_ => throw new InvalidOperationException("at once"));

        driver.Start().Failure().ErrorMessage.ShouldBe("at once");
    }

    [Fact]
    public void Turn_ReturnsNoTask_Fails()
    {
        using var driver = TurnDriver.For<int>(_ => null!);

        driver.Start().Failure().ErrorType.ShouldBe("System.NullReferenceException");
    }

    [Fact]
    public void Turn_AsyncVoidBesideTheFunction_IsPartOfTheOrchestration()
    {
        using var driver = TurnDriver.For(async context =>
        {
            async void Aside() => await context.CallActivityAsync<int>("Aside", await context.CallActivityAsync<int>("First"));
            Aside();
            return await context.WaitForExternalEvent<int>("Go");
        });

        driver.Start().Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Completed(0, "1")).Summary().ShouldBe("1 ScheduleTask");
        driver.Turn(History.Raised("Go", "5")).Actions.ShouldBeEmpty("the activity is still open");
        driver.Turn(History.Completed(1, "1")).Result().ShouldBe("5");
    }

    private sealed class CallsAtTheEnd(TaskOrchestrationContext context) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await context.CallActivityAsync("Last");
    }
}
