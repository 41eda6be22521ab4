using System.Text.Json;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

public sealed class EventWaitTests
{
    [Fact]
    public void Wait_CancelledWaiter_NeverTakesAnEvent()
    {
        using var driver = TurnDriver.For(async context =>
        {
            using var source = new CancellationTokenSource();
            var dropped = context.WaitForExternalEvent<string>("E", source.Token);
            source.Cancel();
            var kept = await context.WaitForExternalEvent<string>("E");
            return dropped.IsCanceled + kept + await context.WaitForExternalEvent<string>("E");
        });
        driver.Start();

        driver.Turn(History.Raised("E", "\"1\""), History.Raised("E", "\"2\"")).Result().ShouldBe("\"True12\"");
    }

    [Fact]
    public void Wait_CancelledBeforeItBegins_LeavesTheBufferAlone()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CallActivityAsync("Gate");
            var cancelled = context.WaitForExternalEvent<string>("E", new CancellationToken(canceled: true));
            return cancelled.IsCanceled + await context.WaitForExternalEvent<string>("E");
        });
        driver.Start();
        driver.Turn(History.Raised("E", "\"kept\""));

        driver.Turn(History.Completed(0, null)).Result().ShouldBe("\"Truekept\"");
    }

    [Fact]
    public void Wait_SeveralWaiters_TheNewestGetsTheNextEvent()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var older = context.WaitForExternalEvent<string>("E");
            var newer = context.WaitForExternalEvent<string>("e");
            return string.Join(',', await Task.WhenAll(older, newer));
        });
        driver.Start();

        driver.Turn(History.Raised("E", "\"first\""), History.Raised("E", "\"second\"")).Result().ShouldBe("\"second,first\"");
    }

    [Fact]
    public void Wait_UnreadablePayload_FailsThatWaitAndNothingElse()
    {
        using var driver = TurnDriver.For(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<int>("E");
            }
            catch (JsonException)
            {
                return -await context.WaitForExternalEvent<int>("E");
            }
        });
        driver.Start();

        driver.Turn(History.Raised("E", "{\"a\":1}"), History.Raised("E", "7")).Result().ShouldBe("-7");
    }

    [Fact]
    public void Wait_UnreadableBufferedPayload_FailsTheWaitThatTakesIt()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CallActivityAsync("Gate");
            return await context.WaitForExternalEvent<int>("E");
        });
        driver.Start();
        driver.Turn(History.Raised("E", "not json"));

        driver.Turn(History.Completed(0, null)).Failure().ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public void Wait_EventWithoutPayload_GivesTheDefault()
    {
        using var driver = TurnDriver.For(context => context.WaitForExternalEvent<int>("E"));
        driver.Start();

        driver.Turn(History.Raised("E")).Result().ShouldBe("0");
    }

    [Fact]
    public void Wait_TimedOut_ThrowsAndDoesNotHoldCompletion()
    {
        using var driver = TurnDriver.For(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                return "timed out";
            }
        });
        var timer = driver.Start().Actions.ShouldHaveSingleItem().CreateTimer;
        timer.FireAt.ToDateTime().ShouldBe(History.Start.AddMinutes(1));

        driver.Turn(History.Fired(0)).Result().ShouldBe("\"timed out\"");
    }

    [Fact]
    public void Wait_EventWins_CancelledTimerThatFiresLaterIsIgnored()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var payload = await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(1));
            return payload + await context.CallActivityAsync<string>("A");
        });
        driver.Start();
        driver.Turn(History.Raised("E", "\"x\"")).Summary().ShouldBe("1 ScheduleTask");
        driver.Turn(History.Fired(0)).Actions.ShouldBeEmpty();

        driver.Turn(History.Completed(1, "\"y\"")).Result().ShouldBe("\"xy\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cancel_ByAClock_FailsTheOrchestration(bool timer)
    {
        using var driver = TurnDriver.For(async context =>
        {
            using var source = new CancellationTokenSource();
            Task wait = timer ? context.CreateTimer(TimeSpan.FromHours(1), source.Token) : context.WaitForExternalEvent<string>("E", source.Token);
            var clock = new Thread(source.Cancel);
            clock.Start();
            clock.Join();
            await wait;
            return 0;
        });

        driver.Start().Failure().ErrorType.ShouldBe("ClinSeek.Durable.ForeignAwaitException");
    }
}
