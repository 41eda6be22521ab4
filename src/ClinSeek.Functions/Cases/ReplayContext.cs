using ClinSeek.Durable;
using ClinSeek.Evidence.Journal;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Cases;

/// <summary>A context that answers from the journal and does nothing. Calls end when the journal says so, in its order.</summary>
internal sealed class ReplayContext(ReplayTape tape, string instanceId) : TaskOrchestrationContext
{
    private readonly Dictionary<long, Action<JournalRecord>> _open = [];

    public override TaskName Name => nameof(CaseOrchestrator);

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override bool IsReplaying => true;

    public override DateTime CurrentUtcDateTime => tape.Take(JournalKind.TimeRead).At!.Value.UtcDateTime;

    /// <summary>The input that the run continues with as new, or null where it does not.</summary>
    public CaseRun? Next { get; private set; }

    /// <summary>What seals a case, which has no record of its own; null until the orchestrator gets there.</summary>
    public SealRequest? Sealing { get; private set; }

    /// <summary>The answer that the seal will get.</summary>
    public RecordedStep? Sealed { get; init; }

    /// <summary>Called with each request to record a step.</summary>
    public Action<RecordRequest>? Recording { get; init; }

    /// <summary>Ends what the next record says has ended.</summary>
    public void EndNext()
    {
        JournalRecord next = tape.Peek ?? throw new ReplayStop(takenOver: false);
        if (next.Kind == JournalKind.Started)
        {
            throw new ReplayStop(takenOver: true);
        }

        if (next.Of is not { } of || !_open.Remove(of, out Action<JournalRecord>? end))
        {
            throw tape.Mismatch("the orchestrator waits, and the journal holds nothing that it waits for");
        }

        end(tape.Take(next.Kind, next.Name));
    }

    public override T? GetInput<T>()
        where T : default => default;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (input is SealRequest seal && tape.AtEnd && Sealed is not null)
        {
            // The seal covers everything up to its own scheduling; what it gave is the ledger's last entry.
            Sealing = seal;
            return Task.FromResult((TResult)(object)Sealed);
        }

        if (input is RecordRequest record)
        {
            Recording?.Invoke(record);
        }

        return Open<TResult>(tape.Take(JournalKind.CallScheduled, name, JournalingContext.WriteInput(input)), name);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw tape.Mismatch("a case has no sub-orchestrations");

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        JournalRecord timer = tape.Take(JournalKind.TimerCreated);
        return timer.At == new DateTimeOffset(fireAt, TimeSpan.Zero)
            ? Open<object?>(timer, string.Empty)
            : throw tape.Mismatch("a timer is due at another time than the recorded one");
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Open<T>(tape.Take(JournalKind.EventAwaited, eventName), eventName);

    public override void SendEvent(string instanceId, string eventName, object? payload)
    {
    }

    public override void SetCustomStatus(object? customStatus)
    {
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        Next = (CaseRun)newInput!;
        JournalRecord recorded = tape.Take(JournalKind.ContinuedAsNew);
        if (recorded.Result != JournalingContext.Write(Next with { Carried = null, NextRecord = 0 }))
        {
            throw tape.Mismatch("the run continues as new with another input than the recorded one");
        }
    }

    public override void ContinueAsNew(ContinueAsNewOptions options, object? newInput = null) => ContinueAsNew(newInput);

    public override Guid NewGuid() => tape.Read<Guid>(tape.Take(JournalKind.GuidRead));

    private Task<T> Open<T>(JournalRecord scheduled, string name)
    {
        // Continuations run inside EndNext, one after the other, as on the replay scheduler.
        var completion = new TaskCompletionSource<T>();
        _open.Add(scheduled.Ordinal, ended =>
        {
            switch (ended.Outcome)
            {
                case JournalOutcome.Failed:
                    completion.SetException(new TaskFailedException(name, 0, Details(ended.Failure!)));
                    break;
                case JournalOutcome.Cancelled:
                    completion.SetCanceled(CancellationToken.None);
                    break;
                default:
                    completion.SetResult(tape.Read<T>(ended)!);
                    break;
            }
        });
        return completion.Task;
    }

    private static TaskFailureDetails Details(JournalFailure failure) => new(
        failure.Type, failure.Message, null, failure.Inner is { } inner ? Details(inner) : null, failure.NonRetriable);
}
