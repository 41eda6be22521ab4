using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>The same case under a host that does what hosts may do. The numbers are those of the contract's list of pitfalls.</summary>
[Collection(TrapCollection.Name)]
public sealed class InjectedTrapTests(TrapHost traps)
{
    [Fact]
    public async Task Trap03_ValuesEncodedOnce_AreReadLikeThoseEncodedTwice()
    {
        var (id, view, _) = await traps.RunAsync(static script => script.EncodeOnce = true);

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap03_OlderExtension_GivesTheSameCase()
    {
        var (id, view, _) = await traps.RunAsync(static script =>
        {
            script.OldExtension = true;
            script.OldClientBinding = true;
        });

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap06_FailureWithoutDetails_IsTriedAgain()
    {
        var (_, view, turns) = await traps.RunAsync(static script =>
        {
            script.FailWithoutDetails = true;
            script.Answered = Once("Reason", static answer => answer with { Status = HttpStatusCode.ServiceUnavailable });
        });

        Failed(turns).FailureDetails.ShouldBeNull();
        traps.ShouldAnswerTheSame(view);
    }

    [Fact]
    public async Task Trap06_ActivityThatTheHostLosesFiveTimes_IsTriedOn()
    {
        int lost = 0;
        var (_, view, turns) = await traps.RunAsync(script => script.Answered = (invocation, answer) =>
            invocation.Function == "Conclude" && Interlocked.Increment(ref lost) <= 5 ? answer with { Status = HttpStatusCode.ServiceUnavailable } : answer);

        turns.SelectMany(static turn => turn.Request.NewEvents).Where(static happened => happened.TaskFailed is not null)
            .Select(static happened => happened.TaskFailed.FailureDetails.ErrorType)
            .ShouldBe(Enumerable.Repeat("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", 5));
        traps.ShouldAnswerTheSame(view);
    }

    [Fact]
    public async Task Trap07_RequestOfMoreThanThirtyMegabytes_IsTaken()
    {
        bool first = true;
        var (id, view, _) = await traps.RunAsync(script => script.Turning = request =>
        {
            if (first)
            {
                request.NewEvents.Add(Ignored(24_000_000));
                first = false;
            }
        });

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task Trap07_HistoryOfTwoHundredMegabytes_IsReplayed()
    {
        int left = 10;
        var (id, view, _) = await traps.RunAsync(script => script.Turning = request =>
        {
            if (left-- > 0)
            {
                request.NewEvents.Add(Ignored(20_000_000));
            }
        });

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap10_InvocationWithoutAnAnswer_CostsTheHandlerButNotTheCase()
    {
        int starts = traps.App.Host.Handler.Starts;
        var (_, view, turns) = await traps.RunAsync(script => script.Answered = Once("RecordStep", static answer => answer.With("")));

        traps.App.Host.Handler.Starts.ShouldBe(starts + 1);
        Failed(turns).FailureDetails.ErrorType.ShouldBe(FunctionTimeoutException.HostType);
        traps.ShouldAnswerTheSame(view);
    }

    [Fact]
    public async Task Trap13_EventsOfTheEnginesOwn_AreTolerated()
    {
        var (id, view, _) = await traps.RunAsync(static script => script.Turning = static request =>
        {
            Timestamp now = request.NewEvents[0].Timestamp;
            HistoryEvent? answer = request.NewEvents.FirstOrDefault(static happened => happened.TaskCompleted is not null);
            HistoryEvent[] more =
            [
                new HistoryEvent { EventId = -100, TimerCreated = new TimerCreatedEvent { FireAt = now } },
                new HistoryEvent { EventId = -1, TimerFired = new TimerFiredEvent { TimerId = -100, FireAt = now } },
                new HistoryEvent { EventId = -1, TaskCompleted = new TaskCompletedEvent { TaskScheduledId = 9999, Result = "1" } },
                new HistoryEvent { EventId = -1, TaskFailed = new TaskFailedEvent { TaskScheduledId = answer?.TaskCompleted.TaskScheduledId ?? 9998 } },
                new HistoryEvent { EventId = -1, ExecutionRewound = new ExecutionRewoundEvent { Reason = "none" } },
                new HistoryEvent { EventId = -1, OrchestratorCompleted = new OrchestratorCompletedEvent() },
            ];
            foreach (HistoryEvent happened in more)
            {
                happened.Timestamp = now;
                request.NewEvents.Add(happened);
            }
        });

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap16_RetriesAndTheirTimers_TakeTheirIdsInOrder()
    {
        var (_, _, turns) = await traps.RunAsync(static script => script.Answered = Once("Reason", static answer => answer with { Status = HttpStatusCode.InternalServerError }));

        int failed = Failed(turns).TaskScheduledId;
        OrchestratorResponse[] after = [.. turns.SkipWhile(static turn => turn.Request.NewEvents.All(static happened => happened.TaskFailed is null)).Select(static turn => turn.Response)];
        OrchestratorAction timer = after[0].Actions.ShouldHaveSingleItem();
        (timer.Id, timer.CreateTimer is not null).ShouldBe((failed + 1, true));
        OrchestratorAction again = after[1].Actions.ShouldHaveSingleItem();
        (again.Id, again.ScheduleTask?.Name).ShouldBe((failed + 2, "Reason"));
    }

    [Fact]
    public async Task Trap19_NamesInAnotherCase_AreTheSameNames()
    {
        var (id, view, _) = await traps.RunAsync(static script => script.Turning = static request =>
        {
            foreach (HistoryEvent happened in request.PastEvents.Where(static happened => happened.TaskScheduled is not null))
            {
                happened.TaskScheduled.Name = happened.TaskScheduled.Name.ToUpperInvariant();
            }
        });

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap23_TurnDeliveredTwice_GivesTheSameAnswerAndNoEffect()
    {
        var answers = new ConcurrentQueue<string>();
        var (id, view, _) = await traps.RunAsync(script =>
        {
            script.TurnTwice = static _ => true;
            script.Answered = (invocation, answer) =>
            {
                if (invocation.Function == TrapHost.Orchestrator)
                {
                    answers.Enqueue(Convert.ToHexString(answer.Body));
                }

                return answer;
            };
        });

        await traps.ShouldSayTheSameAsync(id, view);
        answers.Chunk(2).ShouldAllBe(static pair => pair[0] == pair[1]);
    }

    [Fact]
    public async Task Trap23_ActivityDeliveredTwice_HasOneEffect()
    {
        var (id, view, _) = await traps.RunAsync(static script => script.ActivityTwice = static _ => true);

        await traps.ShouldSayTheSameAsync(id, view);
    }

    [Fact]
    public async Task Trap23_OneMessageATurn_GivesTheSameCase()
    {
        var (id, view, _) = await traps.RunAsync(static script => script.MaxMessagesPerTurn = 1);

        await traps.ShouldSayTheSameAsync(id, view);
    }

    private static TaskFailedEvent Failed(IEnumerable<(OrchestratorRequest Request, OrchestratorResponse Response)> turns) =>
        turns.SelectMany(static turn => turn.Request.NewEvents).Single(static happened => happened.TaskFailed is not null).TaskFailed;

    private static HistoryEvent Ignored(int bytes) => new()
    {
        EventId = -1, Timestamp = Timestamp.FromDateTime(DateTime.UnixEpoch), GenericEvent = new GenericEvent { Data = new string('x', bytes) },
    };

    /// <summary>Changes the first answer of one function.</summary>
    private static Func<Invocation, HandlerAnswer, HandlerAnswer> Once(string function, Func<HandlerAnswer, HandlerAnswer> change)
    {
        int done = 0;
        return (invocation, answer) => invocation.Function == function && Interlocked.Exchange(ref done, 1) == 0 ? change(answer) : answer;
    }
}
