using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Testing;

/// <summary>
/// Plays the engine for one instance: runs every turn in a live session and again from the full history, demands equal
/// answers, and appends to history what the engine would.
/// </summary>
internal sealed class TurnDriver : IDisposable
{
    private readonly OrchestrationExecutor executor;
    private readonly OrchestrationSession session;
    private readonly List<HistoryEvent> history = [];
    private List<HistoryEvent> tail = [];

    public TurnDriver(DurableTaskRegistry registry, DurableTaskWorkerOptions? options = null)
    {
        executor = new OrchestrationExecutor(registry, options ?? new DurableTaskWorkerOptions());
        session = executor.OpenSession("case-1");
    }

    public static TurnDriver For<TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> code, DurableTaskWorkerOptions? options = null) =>
        new(new DurableTaskRegistry().AddOrchestratorFunc("Main", code), options);

    public DateTime Now { get; set; } = History.Start;

    public IReadOnlyList<HistoryEvent> FullHistory => history;

    /// <summary>The first turn.</summary>
    public OrchestratorResponse Start(params HistoryEvent[] alsoInBatch) => Turn([History.Started("Main"), .. alsoInBatch]);

    public OrchestratorResponse Turn(params HistoryEvent[] events)
    {
        HistoryEvent[] batch = [History.TurnStarted(Now), .. events];
        var request = new OrchestratorRequest { InstanceId = "case-1", PastEvents = { history }, NewEvents = { batch } };
        var cached = session.Process(tail, batch);
        var uncached = executor.Execute(request);
        WithoutStacks(uncached).ShouldBe(WithoutStacks(cached), "A cached and an uncached turn must answer alike.");
        tail = [.. cached.Actions.Select(History.Recorded).OfType<HistoryEvent>(), History.TurnCompleted()];
        history.AddRange(batch);
        history.AddRange(tail);
        return cached;
    }

    public void Dispose() => session.Dispose();

    private static OrchestratorResponse WithoutStacks(OrchestratorResponse response)
    {
        var copy = response.Clone();
        foreach (var action in copy.Actions)
            for (var failure = action.CompleteOrchestration?.FailureDetails; failure is not null; failure = failure.InnerFailure)
                failure.StackTrace = null;
        return copy;
    }
}
