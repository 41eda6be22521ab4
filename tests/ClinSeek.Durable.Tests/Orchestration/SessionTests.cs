using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>Misuse and ends of a live session.</summary>
public sealed class SessionTests
{
    private static readonly HistoryEvent[] Begin = [History.TurnStarted(History.Start), History.Started("Main")];

    [Fact]
    public void Process_WithoutExecutionStarted_NamesTheRemedy()
    {
        using var session = Open();

        Should.Throw<InvalidOperationException>(() => session.Process([], [History.TurnStarted(History.Start)]))
            .Message.ShouldContain("full history");
    }

    [Fact]
    public void Process_TwoExecutionsInOneHistory_IsRefused()
    {
        using var session = Open();

        Should.Throw<InvalidOperationException>(() => session.Process(Begin, Begin)).Message.ShouldContain("more than one ExecutionStarted");
        Should.Throw<InvalidOperationException>(() => session.Process([], [History.TurnStarted(History.Start)])).Message.ShouldContain("new session");
    }

    [Fact]
    public void Process_AfterCompletion_IsRefused()
    {
        using var session = Open();
        session.Process([], [.. Begin, History.Terminated("stop")]);

        session.IsCompleted.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => session.Process([], [History.TurnStarted(History.Start)]));
    }

    [Fact]
    public void Process_AfterDispose_IsRefused()
    {
        var session = Open();
        session.Dispose();

        Should.Throw<InvalidOperationException>(() => session.Process([], Begin));
    }

    [Fact]
    public void Process_TurnsOnDifferentThreads_GoOn()
    {
        using var session = Open();
        OnItsOwnThread(() => session.Process([], Begin)).Summary().ShouldBe("0 ScheduleTask");

        HistoryEvent[] tail = [new() { EventId = 0, TaskScheduled = new() { Name = "A", Version = "" } }, History.TurnCompleted()];
        OnItsOwnThread(() => session.Process(tail, [History.TurnStarted(History.Start), History.Completed(0, "\"a\"")]))
            .Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void Process_InsideATurnOfAnotherSession_KeepsThemApart()
    {
        using var inner = Open();
        using var outer = TurnDriver.For(async context =>
        {
            var before = SynchronizationContext.Current;
            using var nested = Open();
            nested.Process([], Begin);
            SynchronizationContext.Current.ShouldBeSameAs(before);
            return await context.CallActivityAsync<string>("A");
        });

        outer.Start().Summary().ShouldBe("0 ScheduleTask");
        outer.Turn(History.Completed(0, "\"a\"")).Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void Process_EventsOfUnknownKind_ChangeNothing()
    {
        using var session = Open();
        session.Process([], [.. Begin, new HistoryEvent { EventId = -1 }, new HistoryEvent { GenericEvent = new() { Data = "x" } }])
            .Summary().ShouldBe("0 ScheduleTask");
    }

    private static OrchestrationSession Open() => new OrchestrationExecutor(
        new DurableTaskRegistry().AddOrchestratorFunc("Main", context => context.CallActivityAsync<string>("A")),
        new DurableTaskWorkerOptions()).OpenSession("case-1");

    private static OrchestratorResponse OnItsOwnThread(Func<OrchestratorResponse> turn)
    {
        OrchestratorResponse? answer = null;
        var thread = new Thread(() => answer = turn());
        thread.Start();
        thread.Join();
        return answer!;
    }
}
