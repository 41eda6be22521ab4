namespace ClinSeek.Durable;

/// <summary>
/// What an orchestrator may use. Every member is deterministic under replay; results of calls keep the order of the
/// calls. Abstract, so that decorators and replay drivers can stand in.
/// </summary>
public abstract class TaskOrchestrationContext
{
    /// <summary>The name the instance was started by.</summary>
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>The caller, or null for an instance started by a client.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the current turn (UTC). Stands still between two awaits.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while history is replayed; effects outside the context (logs) belong behind <c>!IsReplaying</c>.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The instance's version; empty where it has none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>The properties the host sent with the turn.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties => new Dictionary<string, object?>();

    /// <summary>The instance's tags.</summary>
    public virtual IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string>();

    /// <summary>Calling and signalling entities.</summary>
    public virtual TaskOrchestrationEntityFeature Entities => throw new NotSupportedException("This context offers no entities.");

    /// <summary>The instance input read as <typeparamref name="T"/>.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Schedules an activity. Its failure is a <see cref="TaskFailedException"/>.</summary>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Schedules an activity whose result does not matter.</summary>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object?>(name, input, options);

    /// <summary>Schedules an activity without input.</summary>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions? options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Schedules an activity without input whose result does not matter.</summary>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions? options) => CallActivityAsync(name, null, options);

    /// <summary>Starts a sub-orchestration and waits for its output. Its failure is a <see cref="TaskFailedException"/>.</summary>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Starts a sub-orchestration whose output does not matter.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object?>(orchestratorName, input, options);

    /// <summary>Starts a sub-orchestration without input.</summary>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions? options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Starts a sub-orchestration without input whose output does not matter.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions? options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>A durable timer relative to <see cref="CurrentUtcDateTime"/>.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A durable timer. Cancelling it frees the orchestration from waiting for it; a past time fires at once.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an event; names compare without case. Events without a waiter are buffered, first in, first out; of
    /// several waiters of a name the newest gets the next event. A cancelled wait never takes an event. A payload that
    /// cannot be read as <typeparamref name="T"/> fails this wait.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits at most <paramref name="timeout"/>, then throws <see cref="TaskCanceledException"/>. The timer takes its id before the wait.</summary>
    public virtual async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var timerSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var eventSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerSource.Token);
        var wait = WaitForExternalEvent<T>(eventName, eventSource.Token);
        if (await Task.WhenAny(wait, timer) == wait)
            timerSource.Cancel();
        else
            eventSource.Cancel();
        return await wait;
    }

    /// <summary>Raises an event for another instance, one way.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>Sets the status that clients see; null clears it. At most 16 KiB as UTF-16 under Azure Functions, and no clinical content.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Ends this execution and starts the next with <paramref name="newInput"/> once the function has returned.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>The same, with a new version.</summary>
    public abstract void ContinueAsNew(ContinueAsNewOptions options, object? newInput = null);

    /// <summary>A GUID (version 5) that is the same in every replay.</summary>
    public abstract Guid NewGuid();
}
