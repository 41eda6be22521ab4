using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>Code that awaits what no history can complete fails, and legitimate waits do not.</summary>
public sealed class ForeignAwaitTests
{
    [Fact]
    public void Turn_TaskDelay_FailsNamingCauseAndRemedy() => AssertForeign(async _ => await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken));

    [Fact]
    public void Turn_TaskRun_Fails() => AssertForeign(async _ => await Task.Run(() => Thread.Sleep(5)));

    [Fact]
    public void Turn_TaskCompletionSourceNobodyCompletes_Fails() => AssertForeign(async _ => await new TaskCompletionSource().Task);

    [Fact]
    public void Turn_ConfigureAwaitFalseOnADurableTask_FailsWhenTheTaskEnds()
    {
        using var driver = TurnDriver.For<string>(async context =>
        {
            await context.CallActivityAsync<string>("A").ConfigureAwait(false);
            return await context.CallActivityAsync<string>("B");
        });
        driver.Start().Summary().ShouldBe("0 ScheduleTask");

        var failure = driver.Turn(History.Completed(0, "\"a\"")).Failure();

        failure.ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
        failure.ErrorMessage.ShouldContain("ConfigureAwait(false)");
    }

    [Fact]
    public async Task Process_ForeignContinuationBetweenTurns_FailsTheNextTurn()
    {
        var foreign = new TaskCompletionSource();
        var executor = new OrchestrationExecutor(
            new DurableTaskRegistry().AddOrchestratorFunc("Main", async context =>
            {
                var open = context.WaitForExternalEvent<string>("Go");
                await Task.WhenAny(open, foreign.Task);
                return await open;
            }),
            new DurableTaskWorkerOptions());
        using var session = executor.OpenSession("case-1");
        session.Process([], [History.TurnStarted(History.Start), History.Started("Main")]).Completion().ShouldBeNull();

        await Task.Run(foreign.SetResult, TestContext.Current.CancellationToken);
        var answer = session.Process([], [History.TurnStarted(History.Start), History.Raised("Other")]);

        answer.Failure().ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
    }

    [Fact]
    public void Turn_ContextUsedFromAnotherThread_Fails()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var thread = new Thread(() =>
            {
                try
                {
                    context.SetCustomStatus("elsewhere");
                }
                catch (ForeignAwaitException)
                {
                }
            });
            thread.Start();
            thread.Join();
            return await context.WaitForExternalEvent<string>("Go");
        });

        var answer = driver.Start();

        answer.Failure().ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
        answer.CustomStatus.ShouldBeNull();
    }

    [Fact]
    public void Turn_OnlyAnEventWaitOpen_IsNoForeignAwait()
    {
        using var driver = TurnDriver.For(context => context.WaitForExternalEvent<string>("Go"));

        driver.Start().Actions.ShouldBeEmpty();
        driver.Turn(History.Raised("go", "\"on\"")).Result().ShouldBe("\"on\"");
    }

    [Fact]
    public void Turn_WhenAnyOverDurableTasks_IsNoForeignAwait()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var go = context.WaitForExternalEvent<string>("Go");
            var activity = context.CallActivityAsync<string>("A");
            return await await Task.WhenAny(activity, go);
        });

        driver.Start().Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Completed(0, "\"a\"")).Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void Turn_LongChainOfAwaitingTasks_NeitherOverflowsNorLeavesTheTurn()
    {
        using var driver = TurnDriver.For(context =>
        {
            async Task<int> After(Task<int> earlier) => await earlier + 1;

            var last = context.CallActivityAsync<int>("A");
            for (var link = 0; link < 20_000; link++)
                last = After(last);
            return last;
        });
        driver.Start();

        driver.Turn(History.Completed(0, "1")).Result().ShouldBe("20001");
    }

    [Fact]
    public void Turn_YieldContinueWithAndSemaphores_StayInTheTurn()
    {
        using var driver = TurnDriver.For(async context =>
        {
            using var gate = new SemaphoreSlim(1);
            async Task<int> One(int n)
            {
                await gate.WaitAsync();
                try
                {
                    await Task.Yield();
                    return await context.CallActivityAsync<int>("A", n).ContinueWith(
                        call => call.Result * 10, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
                }
                finally
                {
                    gate.Release();
                }
            }

            return (await Task.WhenAll(One(1), One(2))).Sum();
        });

        driver.Start().Summary().ShouldBe("0 ScheduleTask");
        driver.Turn(History.Completed(0, "1")).Summary().ShouldBe("1 ScheduleTask");
        driver.Turn(History.Completed(1, "2")).Result().ShouldBe("30");
    }

    private static void AssertForeign(Func<TaskOrchestrationContext, Task> code)
    {
        using var driver = TurnDriver.For(async context =>
        {
            await code(context);
            return 1;
        });

        var failure = driver.Start().Failure();

        failure.ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
        failure.ErrorMessage.ShouldContain("'Main'");
        failure.ErrorMessage.ShouldContain("context.CreateTimer");
    }
}
