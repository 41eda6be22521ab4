using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable;

/// <summary>
/// Runs orchestrator turns. A turn is a pure function of the history: no I/O, no clock. Thread safe; every execution has
/// its own session.
/// </summary>
public sealed class OrchestrationExecutor
{
    public OrchestrationExecutor(DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(options);
        Registry = registry;
        Options = options;
    }

    public DurableTaskRegistry Registry { get; }

    public DurableTaskWorkerOptions Options { get; }

    /// <summary>Runs one turn from the full history in the request, keeping nothing.</summary>
    /// <exception cref="InvalidOperationException">The history holds no ExecutionStarted, or more than one.</exception>
    public OrchestratorResponse Execute(OrchestratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var session = OpenSession(request.InstanceId);
        return session.Process(request);
    }

    /// <summary>Opens a live session for one execution of an instance.</summary>
    public OrchestrationSession OpenSession(string instanceId) => new(this, instanceId);
}
