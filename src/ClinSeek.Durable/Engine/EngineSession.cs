namespace ClinSeek.Durable.Engine;

/// <summary>One start of an engine: the open hub and the machinery on it, from taking ownership to giving it back.</summary>
internal sealed class EngineSession : IAsyncDisposable
{
    private readonly SqliteEngineOptions options;
    private readonly TaskCompletionSource completion;
    private readonly HubLock hubLock;
    private readonly HubStore store;
    private readonly HubReader reader;
    private readonly GroupCommitter committer;
    private readonly WorkPump<InstanceState> turns;
    private readonly WorkPump<ActivityCall> calls;
    private readonly CancellationTokenSource stopping = new();
    private ITimer? heartbeat;
    private bool closed;

    private EngineSession(SqliteEngineOptions options, OrchestrationExecutor orchestrations, ActivityExecutor activities,
        TaskCompletionSource completion, HubLock hubLock, HubStore store, HubReader reader)
    {
        this.options = options;
        this.completion = completion;
        this.hubLock = hubLock;
        this.store = store;
        this.reader = reader;
        Runtime = new EngineRuntime
        {
            Time = options.TimeProvider,
            Instances = new InstanceTable(),
            Timers = new TimerQueue(options.TimeProvider),
            Sessions = new SessionCache(options.MaxCachedSessions),
            Signals = new InstanceSignals(),
            RunActivity = call => calls!.Enqueue(call),
            RunTurn = state => turns!.Enqueue(state),
        };
        committer = new GroupCommitter(store, options, Fail);
        turns = new WorkPump<InstanceState>(options.MaxConcurrentOrchestrations,
            new TurnRunner(Runtime, orchestrations, reader, committer.Post).RunAsync, Fail);
        calls = new WorkPump<ActivityCall>(options.MaxConcurrentActivities,
            new ActivityRunner(Runtime, activities, stopping.Token).RunAsync, Fail);
    }

    public EngineRuntime Runtime { get; }

    public (long Commits, long Items) CommitTotals => committer.Totals;

    public static async Task<EngineSession> OpenAsync(SqliteEngineOptions options, OrchestrationExecutor orchestrations,
        ActivityExecutor activities, TaskCompletionSource completion, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        var hubLock = HubLock.TryAcquire(options.Path) ?? throw HubTakeover.InUse(options.Path);
        HubStore? store = null;
        HubReader? reader = null;
        try
        {
            store = HubStore.Open(options.Path, options.MaximumPages);
            reader = HubReader.Open(options.Path);
            await HubTakeover.RunAsync(options, store, reader, cancellationToken);
            var session = new EngineSession(options, orchestrations, activities, completion, hubLock, store, reader);
            await session.StartAsync();
            return session;
        }
        catch
        {
            reader?.Dispose();
            store?.Dispose();
            hubLock.Dispose();
            throw;
        }
    }

    public void Post(CommitItem item) => committer.Post(item);

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (closed)
            return;
        closed = true;
        if (heartbeat is not null)
            await heartbeat.DisposeAsync();
        Runtime.Timers.Dispose();
        await Task.WhenAny(calls.StopAsync(), Task.Delay(options.StopTimeout, cancellationToken));
        await stopping.CancelAsync();
        await Task.WhenAny(turns.DrainAsync(), Task.Delay(options.StopTimeout, cancellationToken));
        await committer.DrainAsync();
        Runtime.Signals.End(new ObjectDisposedException("task hub", "The engine has been stopped."));
        foreach (var state in Runtime.Instances.All)
            state.TryDropIdleSession();
        Release();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        stopping.Dispose();
    }

    // Not to give the hub back properly costs the next start of this machine nothing, so that is no reason to keep it.
    private void Release()
    {
        try
        {
            if (!completion.Task.IsFaulted)
                HubTakeover.Release(store);
        }
        catch (IOException exception)
        {
            completion.TrySetException(exception);
        }
        finally
        {
            reader.Dispose();
            store.Dispose();
            hubLock.Dispose();
        }
    }

    private async Task StartAsync()
    {
        committer.Start();
        try
        {
            new HubRecovery(Runtime, reader).Run();
        }
        catch
        {
            Runtime.Timers.Dispose();
            await committer.DrainAsync();
            throw;
        }
        turns.Start();
        calls.Start();
        var period = options.LeaseDuration / 3;
        heartbeat = options.TimeProvider.CreateTimer(_ => committer.Post(new HeartbeatCommit(Runtime.UtcNow)), null, period, period);
    }

    // Called by whichever part fails first, on its thread. What is running may end; nothing new starts, nothing is written.
    private void Fail(Exception cause)
    {
        if (!completion.TrySetException(cause))
            return;
        committer.Refuse(cause);
        Runtime.Timers.Dispose();
        _ = turns.StopAsync();
        _ = calls.StopAsync();
        Runtime.Signals.End(cause);
    }
}
