using ClinSeek.Durable.Client;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// An embedded task hub: runs the orchestrators and activities of this process and keeps their state in one SQLite file.
/// </summary>
/// <remarks>
/// Durability: every commit is synced to the disk before anything follows from it. A turn is recorded exactly once, an
/// activity runs at least once. After a crash each instance goes on from its last commit. One process owns a hub.
/// The file holds inputs and outputs as given: keep clinical content out of them.
/// </remarks>
public sealed class SqliteOrchestrationEngine : IAsyncDisposable
{
    private readonly SqliteEngineOptions options;
    private readonly OrchestrationExecutor orchestrations;
    private readonly ActivityExecutor activities;
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim lifecycle = new(1, 1);
    private EngineSession? session;

    public SqliteOrchestrationEngine(SqliteEngineOptions options, OrchestrationExecutor orchestrations, ActivityExecutor activities)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(orchestrations);
        ArgumentNullException.ThrowIfNull(activities);
        options.Validate();
        this.options = options with { Path = Path.GetFullPath(options.Path) };
        this.orchestrations = orchestrations;
        this.activities = activities;
        // Whoever does not watch the completion must not be torn down by its failure.
        _ = completion.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    /// <summary>
    /// Ends when the engine has stopped. Faults when it had to stop dispatching: <see cref="EngineStorageException"/>
    /// (disk full, damaged file), <see cref="HubInUseException"/> (ownership lost), anything else is a defect. Nothing
    /// committed is lost by that; a new engine on the same file goes on.
    /// </summary>
    public Task Completion => completion.Task;

    /// <summary>Takes the hub over and goes on with everything unfinished in it.</summary>
    /// <exception cref="HubInUseException">Another process owns the hub.</exception>
    /// <exception cref="EngineStorageException">The file cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The engine has been started before; each start needs a new engine.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (session is not null || completion.Task.IsCompleted)
                throw new InvalidOperationException("The engine has been started before. Create a new one for each start.");
            session = await EngineSession.OpenAsync(options, orchestrations, activities, completion, cancellationToken);
        }
        finally
        {
            lifecycle.Release();
        }
    }

    /// <summary>A client of the running engine. It ends with the engine.</summary>
    /// <exception cref="InvalidOperationException">The engine is not running.</exception>
    public DurableTaskClient CreateClient() => session is { } running
        ? new EngineDurableTaskClient(options.Path, running, orchestrations.Options.SerializerOptions)
        : throw new InvalidOperationException("The engine is not running. Start it first.");

    /// <summary>Commits and items of this start; their ratio is the mean size of a group.</summary>
    public (long Commits, long Items) CommitTotals => session?.CommitTotals ?? default;

    /// <summary>
    /// Stops dispatching, waits for running activities up to <see cref="SqliteEngineOptions.StopTimeout"/>, commits what is
    /// ready and gives the hub back. Activities that have not ended run again at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (session is { } running)
                await running.CloseAsync(cancellationToken);
            completion.TrySetResult();
        }
        finally
        {
            lifecycle.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (session is not null)
            await session.DisposeAsync();
        lifecycle.Dispose();
    }
}
