using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Client;

/// <summary>
/// Starts, watches and steers orchestration instances. A request is durable when its task has ended; whether it has taken
/// effect then is for the instance to show. Thread safe.
/// </summary>
public abstract class DurableTaskClient : IAsyncDisposable
{
    /// <summary>Starts an instance; returns its id.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken by an instance that may not be replaced.</exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What is known of an instance; null for one the hub does not have.</summary>
    public abstract Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default);

    /// <summary>Instances in the order of their creation.</summary>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>The recorded events of the present execution, in order.</summary>
    /// <exception cref="OrchestrationNotFoundException">The hub does not have the instance.</exception>
    public abstract Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Waits until the instance is no longer Pending.</summary>
    /// <exception cref="OrchestrationNotFoundException">The hub does not have the instance, or no longer.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default);

    /// <summary>Waits until the instance has finished, in whatever way.</summary>
    /// <exception cref="OrchestrationNotFoundException">The hub does not have the instance, or no longer.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default);

    /// <summary>Raises an event for the instance, which keeps it until the orchestrator waits for it. Names compare without case.</summary>
    /// <exception cref="OrchestrationNotFoundException">The hub does not have the instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellationToken = default);

    /// <summary>Makes the instance act on nothing until it is resumed; what arrives meanwhile is kept.</summary>
    /// <inheritdoc cref="RaiseEventAsync" path="/exception"/>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a suspended instance go on.</summary>
    /// <inheritdoc cref="RaiseEventAsync" path="/exception"/>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Ends the instance. Activities that are running are not interrupted; their results are dropped.</summary>
    /// <inheritdoc cref="RaiseEventAsync" path="/exception"/>
    public abstract Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a finished instance and its history. Unknown and unfinished instances count as none.</summary>
    public abstract Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Removes the finished instances that the filter names.</summary>
    public abstract Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();
}
