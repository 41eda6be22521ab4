namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>
/// Runs an orchestrator's code on the one thread of its turn. What is posted from another thread, or between turns, is a
/// continuation of a foreign task: it is not run, only remembered.
/// </summary>
internal sealed class TurnScheduler : TaskScheduler
{
    private readonly Queue<WorkItem> queue = new();
    private readonly TurnSynchronizationContext synchronizationContext;
    // A loop that yields until something else happens would keep its turn for ever. No honest turn comes near this.
    private const int MostCallbacksOfAnEvent = 5_000_000;

    private volatile int turnThread;
    private volatile bool foreignSeen;
    private volatile string? foreignCause;
    private Action? foreignObserver;

    internal TurnScheduler() => synchronizationContext = new TurnSynchronizationContext(this);

    /// <summary>True once something has tried to run the orchestrator's code from outside a turn.</summary>
    internal bool ForeignSeen => foreignSeen;

    /// <summary>What was done from outside, where more is known than that.</summary>
    internal string? ForeignCause => foreignCause;

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
        for (var left = MostCallbacksOfAnEvent; queue.TryDequeue(out var item); left--)
        {
            if (left == 0)
                throw new ForeignAwaitException(TurnMessages.EndlessTurn);
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
        NoteForeign();
        throw new ForeignAwaitException(
            "The orchestration context was used outside the turn of its orchestrator, from another thread. " + TurnMessages.ForeignRemedy);
    }

    /// <summary>Remembers a foreign intrusion; false for a caller inside the turn.</summary>
    internal bool IsForeign()
    {
        if (InTurn)
            return false;
        NoteForeign();
        return true;
    }

    /// <summary>Names who is told, once and on whatever thread it happens, that <see cref="ForeignSeen"/> has become true.</summary>
    internal void ObserveForeign(Action observer)
    {
        Volatile.Write(ref foreignObserver, observer);
        if (foreignSeen)
            Interlocked.Exchange(ref foreignObserver, null)?.Invoke();
    }

    private void NoteForeign()
    {
        foreignSeen = true;
        Interlocked.Exchange(ref foreignObserver, null)?.Invoke();
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

    private sealed class TurnSynchronizationContext : SynchronizationContext
    {
        private readonly TurnScheduler scheduler;

        internal TurnSynchronizationContext(TurnScheduler scheduler)
        {
            this.scheduler = scheduler;
            SetWaitNotificationRequired();
        }

        // The turn's thread is about to block. On a lock it may; on a task it would never wake, for the turn is what ends tasks.
        public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
        {
            if (!scheduler.InTurn || !BlockedOnTask.IsCaller())
                return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
            scheduler.foreignCause = TurnMessages.BlockingWait;
            scheduler.NoteForeign();
            throw new ForeignAwaitException(TurnMessages.BlockingWait);
        }

        public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state)
        {
            scheduler.EnsureInTurn();
            d(state);
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
