namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>
/// Runs an orchestrator's code on the one thread of its turn. What is posted from another thread, or between turns, is a
/// continuation of a foreign task: it is not run, only remembered.
/// </summary>
internal sealed class TurnScheduler : TaskScheduler
{
    private readonly Queue<WorkItem> queue = new();
    private readonly TurnSynchronizationContext synchronizationContext;
    private volatile int turnThread;
    private volatile bool foreignSeen;

    internal TurnScheduler() => synchronizationContext = new TurnSynchronizationContext(this);

    /// <summary>True once something has tried to run the orchestrator's code from outside a turn.</summary>
    internal bool ForeignSeen => foreignSeen;

    internal bool InTurn => turnThread == Environment.CurrentManagedThreadId;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a turn on the calling thread, so that awaits and continuations of the code come back to this scheduler.</summary>
    internal void RunTurn(Action turn)
    {
        if (Interlocked.CompareExchange(ref turnThread, Environment.CurrentManagedThreadId, 0) != 0)
            throw new InvalidOperationException("A turn of this session is already running. Give a session one turn at a time.");
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(synchronizationContext);
        try
        {
            var task = new Task(turn, TaskCreationOptions.DenyChildAttach);
            task.RunSynchronously(this);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            queue.Clear();
            SynchronizationContext.SetSynchronizationContext(outer);
            turnThread = 0;
        }
    }

    /// <summary>Runs what was queued until nothing is left.</summary>
    internal void Drain()
    {
        while (queue.TryDequeue(out var item))
        {
            if (item.Task is { } task)
                TryExecuteTask(task);
            else
                item.Callback!(item.State);
        }
    }

    /// <summary>Refuses a caller that is not the code of the running turn.</summary>
    internal void EnsureInTurn()
    {
        if (InTurn)
            return;
        foreignSeen = true;
        throw new ForeignAwaitException(
            "The orchestration context was used outside the turn of its orchestrator, from another thread. " + TurnMessages.ForeignRemedy);
    }

    /// <summary>Remembers a foreign intrusion; false for a caller inside the turn.</summary>
    internal bool IsForeign()
    {
        if (InTurn)
            return false;
        foreignSeen = true;
        return true;
    }

    protected override void QueueTask(Task task)
    {
        if (!IsForeign())
            queue.Enqueue(new WorkItem(task, null, null));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => InTurn && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Post(SendOrPostCallback callback, object? state)
    {
        if (!IsForeign())
            queue.Enqueue(new WorkItem(null, callback, state));
    }

    private readonly record struct WorkItem(Task? Task, SendOrPostCallback? Callback, object? State);

    private sealed class TurnSynchronizationContext(TurnScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state)
        {
            scheduler.EnsureInTurn();
            d(state);
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
