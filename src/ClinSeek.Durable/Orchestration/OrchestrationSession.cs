using ClinSeek.Durable.Orchestration.Turns;
using ClinSeek.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable;

/// <summary>
/// One execution kept live between turns. Later turns are given only the events appended since the last one, so their
/// cost does not grow with the history. Not thread safe: one turn at a time, on any thread. Drop it (Dispose) and rebuild
/// it from the full history whenever a turn was not committed, or the code's version changed; a session that has
/// completed, or whose turn threw, cannot go on.
/// </summary>
public sealed class OrchestrationSession : IDisposable
{
    private readonly TurnMachine machine;

    internal OrchestrationSession(OrchestrationExecutor executor, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(instanceId);
        machine = new TurnMachine(executor.Registry, executor.Options, instanceId);
    }

    public string InstanceId => machine.InstanceId;

    /// <summary>True once a completion (also continue-as-new, failure, termination) has been answered: the session is at its end.</summary>
    public bool IsCompleted => machine.IsCompleted;

    /// <summary>Runs a turn.</summary>
    /// <param name="pastEvents">
    /// First turn: the whole history before this turn. Later turns: what was appended to history since the previous turn's
    /// new events (TaskScheduled, TimerCreated, ..., OrchestratorCompleted).
    /// </param>
    /// <param name="newEvents">This turn's events, in order.</param>
    /// <param name="properties">The request's properties; null keeps those of the previous turn.</param>
    /// <param name="entityParameters">The request's entity parameters; null keeps those of the previous turn.</param>
    /// <exception cref="InvalidOperationException">The history holds no ExecutionStarted, or more than one.</exception>
    public OrchestratorResponse Process(
        IEnumerable<HistoryEvent> pastEvents,
        IEnumerable<HistoryEvent> newEvents,
        IReadOnlyDictionary<string, Value>? properties = null,
        OrchestratorEntityParameters? entityParameters = null)
    {
        ArgumentNullException.ThrowIfNull(pastEvents);
        ArgumentNullException.ThrowIfNull(newEvents);
        return machine.RunTurn(pastEvents, newEvents, properties, entityParameters);
    }

    internal OrchestratorResponse Process(OrchestratorRequest request) => Process(
        request.PastEvents,
        request.NewEvents,
        request.Properties,
        request.EntityParameters ?? new OrchestratorEntityParameters());

    /// <summary>Abandons the execution's code where it stands. Nothing of it runs afterwards.</summary>
    /// <summary>
    /// Names who is told, once, that code of this session tried to go on outside its turns. Told also after the session
    /// was disposed, and perhaps on another thread, during a turn.
    /// </summary>
    internal void ObserveForeign(Action observer) => machine.Scheduler.ObserveForeign(observer);

    public void Dispose() => machine.Dispose();
}
