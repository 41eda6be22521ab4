namespace ClinSeek.Durable.Engine;

/// <summary>How a <see cref="SqliteOrchestrationEngine"/> keeps its hub and how much it does at once.</summary>
public sealed record SqliteEngineOptions
{
    /// <summary>The hub: one SQLite file on a local disk. It and its folder are created where absent. Beside it stand <c>-wal</c>, <c>-shm</c> and <c>.lock</c>.</summary>
    public required string Path { get; init; }

    /// <summary>How many activities run at the same time in this process.</summary>
    public int MaxConcurrentActivities { get; init; } = Environment.ProcessorCount * 16;

    /// <summary>How many orchestrator turns run at the same time. Turns are pure computation: more than the number of cores gains nothing.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = Environment.ProcessorCount;

    /// <summary>The most work items that one transaction may hold. A commit never waits for a group to fill.</summary>
    public int GroupSize { get; init; } = 1024;

    /// <summary>How many live orchestrators stay in memory between turns. 0 replays every turn from the start.</summary>
    public int MaxCachedSessions { get; init; } = 4096;

    /// <summary>
    /// How long an owner that cannot be asked (another machine, or another container on a shared volume) is believed to
    /// be alive after its last heartbeat; a heartbeat is written every third of it. A dead owner on the same machine
    /// is taken over at once.
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop waits for activities that are running. What is unfinished then is run again at the next start.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of history, timers and heartbeats.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told of every commit, so that a test can end the process at a chosen one.</summary>
    internal ICommitObserver? CommitObserver { get; init; }

    /// <summary>Limits the file's size, so that a test can fill it.</summary>
    internal long? MaximumPages { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrentActivities);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrentOrchestrations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GroupSize);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxCachedSessions);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseDuration, TimeSpan.FromSeconds(3));
        ArgumentOutOfRangeException.ThrowIfLessThan(StopTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
