namespace ClinSeek.Durable.Engine;

/// <summary>
/// The only writer: a thread that takes whatever is ready and commits it as one transaction. While the disk works on one
/// group the next one gathers, so the group size follows the load and a lone item never waits. The first failure ends it.
/// </summary>
internal sealed class GroupCommitter
{
    private readonly HubStore store;
    private readonly int groupSize;
    private readonly ICommitObserver? observer;
    private readonly Action<Exception> failed;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<CommitItem> waiting = new();
    private Exception? failure;
    private bool closing;
    private long commits, items;

    public GroupCommitter(HubStore store, SqliteEngineOptions options, Action<Exception> failed)
    {
        this.store = store;
        groupSize = options.GroupSize;
        observer = options.CommitObserver;
        this.failed = failed;
        thread = new Thread(Run) { IsBackground = true, Name = "hub writer" };
    }

    /// <summary>Commits and items so far: their ratio is the group size that the load has led to.</summary>
    public (long Commits, long Items) Totals => (Volatile.Read(ref commits), Volatile.Read(ref items));

    public void Start() => thread.Start();

    public void Post(CommitItem item)
    {
        Exception? refusal;
        lock (gate)
        {
            refusal = failure ?? (closing ? new ObjectDisposedException("task hub", "The engine has been stopped.") : null);
            if (refusal is null)
            {
                waiting.Enqueue(item);
                Monitor.Pulse(gate);
            }
        }
        if (refusal is not null)
            item.Abandoned(refusal);
    }

    /// <summary>Takes nothing any more; for a failure outside the writer.</summary>
    public void Refuse(Exception cause)
    {
        lock (gate)
            failure ??= cause;
    }

    /// <summary>Commits what has been posted, then ends.</summary>
    public Task DrainAsync()
    {
        lock (gate)
        {
            closing = true;
            Monitor.Pulse(gate);
        }
        return drained.Task;
    }

    private void Run()
    {
        var group = new List<CommitItem>(groupSize);
        try
        {
            while (Take(group))
            {
                Commit(group);
                group.Clear();
            }
        }
        catch (Exception exception)
        {
            Fail(exception, group);
        }
        drained.TrySetResult();
    }

    private bool Take(List<CommitItem> group)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closing)
                    return false;
                Monitor.Wait(gate);
            }
            while (group.Count < groupSize && waiting.TryDequeue(out var item))
                group.Add(item);
            return true;
        }
    }

    private void Commit(List<CommitItem> group)
    {
        store.Begin();
        store.VerifyOwner();
        foreach (var item in group)
            item.Apply(store);
        commits++;
        observer?.BeforeCommit(commits);
        store.Commit();
        observer?.AfterCommit(commits);
        items += group.Count;
        foreach (var item in group)
            item.Committed();
    }

    private void Fail(Exception exception, List<CommitItem> group)
    {
        Queue<CommitItem> rest;
        lock (gate)
        {
            failure ??= exception;
            rest = waiting;
            waiting = new Queue<CommitItem>();
        }
        failed(exception);
        foreach (var item in group.Concat(rest))
            item.Abandoned(exception);
        try
        {
            store.Rollback();
        }
        catch (EngineStorageException)
        {
            // The transaction is gone with the connection in any case, and the first failure is the one that tells.
        }
    }
}
