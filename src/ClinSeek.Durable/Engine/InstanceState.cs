using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// An unfinished instance in memory: its committed facts, its inbox, and its live orchestrator while that is cached.
/// At most one turn of it is queued, running or committing at any time (<see cref="busy"/>); only that turn touches the
/// session and the committed facts. The inbox is open to everybody.
/// </summary>
internal sealed class InstanceState(InstanceRow row, bool isStarted, Action<InstanceState> ready)
{
    private readonly Lock gate = new();
    private readonly List<InboxMessage> inbox = [];
    private OrchestrationSession? session;
    private bool busy, finished;

    public long Key { get; } = row.Key;
    public string InstanceId { get; } = row.InstanceId;
    public string Name { get; } = row.Name;
    public ParentInstanceInfo? Parent { get; } = row.Parent;
    public IReadOnlyDictionary<string, string>? Tags { get; } = row.Tags;
    public string ExecutionId { get; private set; } = row.ExecutionId;
    public string? Version { get; private set; } = row.Version;
    public OrchestrationStatus Status { get; private set; } = row.Status;
    public string? CustomStatus { get; private set; } = row.CustomStatus;
    public bool CustomStatusInherited { get; private set; } = row.CustomStatusInherited;

    /// <summary>The execution has had its first turn, so it has a history.</summary>
    public bool IsStarted { get; private set; } = isStarted;

    /// <summary>Events that the engine appended after those of the session's last turn, which the session must still see.</summary>
    public IReadOnlyList<HistoryEvent> Appended { get; set; } = [];

    public OrchestrationSession? Session => session;

    /// <summary>Puts a message into the inbox; queues a turn unless one is under way.</summary>
    public void Deliver(InboxMessage message)
    {
        lock (gate)
        {
            if (finished)
                return;
            if (message.MessageId == 0)
                inbox.Insert(0, message);
            else
                inbox.Add(message);
            QueueTurn();
        }
    }

    /// <summary>Takes all that waits, or null (and the turn is over) where nothing of it is for this execution.</summary>
    public TurnBatch? TakeBatch()
    {
        lock (gate)
        {
            var batch = new TurnBatch();
            foreach (var message in inbox)
                if (message.ExecutionId is null || message.ExecutionId == ExecutionId)
                    batch.Add(message);
            inbox.Clear();
            if (!batch.IsEmpty)
                return batch;
            busy = false;
            return null;
        }
    }

    public void Attach(OrchestrationSession live)
    {
        session = live;
        var execution = ExecutionId;
        live.ObserveForeign(() => Deliver(InboxMessage.Foreign(execution)));
    }

    public void DropSession()
    {
        session?.Dispose();
        session = null;
        Appended = [];
    }

    /// <summary>Drops the live orchestrator of an instance that is waiting; false where a turn is under way.</summary>
    public bool TryDropIdleSession()
    {
        lock (gate)
        {
            if (busy)
                return false;
            DropSession();
            return true;
        }
    }

    /// <summary>Ends a turn whose commit is durable, and queues the next one where something waits already.</summary>
    public void EndTurn(InstanceChange? change)
    {
        lock (gate)
        {
            if (change is not null)
                Apply(change);
            if (finished)
            {
                inbox.Clear();
                DropSession();
                return;
            }
            busy = false;
            QueueTurn();
        }
    }

    /// <summary>The instance is gone: what still arrives is dropped.</summary>
    public void Close()
    {
        lock (gate)
        {
            finished = true;
            inbox.Clear();
        }
    }

    private void Apply(InstanceChange change)
    {
        IsStarted = change.ExecutionId == ExecutionId;
        finished = !InstanceStatus.IsUnfinished(change.Status);
        Status = change.Status;
        ExecutionId = change.ExecutionId;
        Version = change.Version;
        CustomStatus = change.CustomStatus;
        CustomStatusInherited = change.CustomStatusInherited;
    }

    private void QueueTurn()
    {
        if (busy || inbox.Count == 0 || !CanRun())
            return;
        busy = true;
        ready(this);
    }

    // Before its opening is due a scheduled instance runs for nothing but its own termination.
    private bool CanRun() => IsStarted || inbox[0].MessageId == 0 ||
        inbox.Exists(message => message.Events is [{ EventTypeCase: HistoryEvent.EventTypeOneofCase.ExecutionTerminated }, ..]);
}
