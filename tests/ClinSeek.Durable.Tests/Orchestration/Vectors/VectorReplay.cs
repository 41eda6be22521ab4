using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>Runs the turns of a scenario through the executor in one of its modes.</summary>
internal static class VectorReplay
{
    /// <summary>Every turn from its full history.</summary>
    public static OrchestratorResponse Uncached(DurableTaskRegistry registry, VectorTurn turn) =>
        new OrchestrationExecutor(registry, new DurableTaskWorkerOptions()).Execute(turn.Request);

    /// <summary>Every turn as the Functions host sends it.</summary>
    public static OrchestratorResponse Enveloped(DurableTaskRegistry registry, VectorTurn turn) =>
        EnvelopedTurn.Take(new OrchestrationExecutor(registry, new DurableTaskWorkerOptions()), turn.Request);

    /// <summary>
    /// Every execution in one live session, fed with event tails only. History that a scenario begins with is itself cut
    /// into the turns that wrote it. The session is rebuilt where the code changed.
    /// </summary>
    public static IEnumerable<Func<OrchestratorResponse>> Cached(Scenario scenario, IReadOnlyList<VectorTurn> turns)
    {
        var sessions = new Dictionary<string, (OrchestrationSession Session, DurableTaskRegistry Code, int EventsSeen)>();
        for (var index = 0; index < turns.Count; index++)
        {
            var request = turns[index].Request;
            var code = scenario.Registry(index);
            var isLive = sessions.TryGetValue(request.InstanceId, out var live) && !turns[index].StartsExecution && live.Code == code;
            if (!isLive)
            {
                live.Session?.Dispose();
                live = (new OrchestrationExecutor(code, new DurableTaskWorkerOptions()).OpenSession(request.InstanceId), code, 0);
            }

            request.PastEvents.Count.ShouldBeGreaterThanOrEqualTo(live.EventsSeen);
            var tail = request.PastEvents.Skip(live.EventsSeen).ToList();
            sessions[request.InstanceId] = (live.Session!, code, request.PastEvents.Count + request.NewEvents.Count);
            var isRebuilt = index > 0 && !isLive;
            yield return () => isLive || isRebuilt
                ? live.Session!.Process(tail, request.NewEvents, request.Properties, request.EntityParameters)
                : FromTheStart(live.Session!, tail, request);
        }
    }

    private static OrchestratorResponse FromTheStart(OrchestrationSession session, IReadOnlyList<HistoryEvent> history, OrchestratorRequest request)
    {
        var past = new List<HistoryEvent>();
        var fresh = new List<HistoryEvent>();
        foreach (var historyEvent in history)
        {
            if (!IsAnswer(historyEvent))
            {
                fresh.Add(historyEvent);
                continue;
            }

            if (fresh.Count > 0)
            {
                session.Process(past, fresh, request.Properties, request.EntityParameters);
                past.Clear();
                fresh.Clear();
            }

            past.Add(historyEvent);
        }

        past.AddRange(fresh);
        return session.Process(past, request.NewEvents, request.Properties, request.EntityParameters);
    }

    /// <summary>Events that the engine appends for a turn's answer.</summary>
    private static bool IsAnswer(HistoryEvent historyEvent) => historyEvent.EventTypeCase is
        HistoryEvent.EventTypeOneofCase.TaskScheduled or
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated or
        HistoryEvent.EventTypeOneofCase.TimerCreated or
        HistoryEvent.EventTypeOneofCase.EventSent or
        HistoryEvent.EventTypeOneofCase.OrchestratorCompleted;
}
