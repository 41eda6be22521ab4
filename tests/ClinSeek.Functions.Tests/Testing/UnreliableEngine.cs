using System.Collections.Concurrent;
using ClinSeek.Durable;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Protocol;
using TaskFailureDetails = ClinSeek.Durable.TaskFailureDetails;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A real engine whose host is said to have failed or lost some instances; everything else is as it is.</summary>
internal sealed class UnreliableEngine(DurableTaskClient engine) : DurableTaskClient
{
    /// <summary>What the Functions host writes when the handler dies in the middle of a turn.</summary>
    public static readonly TaskFailureDetails HandlerDied = new(
        "Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.CaseOrchestrator");

    private readonly ConcurrentDictionary<string, TaskFailureDetails?> _lost = new();

    /// <summary>Called before each call that changes something, with its name; may throw.</summary>
    public Action<string>? Before { get; set; }

    public void Fail(string instanceId, TaskFailureDetails? failure = null) => _lost[instanceId] = failure ?? HandlerDied;

    public void Lose(string instanceId) => _lost[instanceId] = null;

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default)
    {
        OrchestrationMetadata? found = await engine.GetInstanceAsync(instanceId, getInputsAndOutputs, cancellationToken);
        return _lost.TryGetValue(instanceId, out TaskFailureDetails? failure)
            ? failure is null ? null : found! with { RuntimeStatus = OrchestrationRuntimeStatus.Failed, FailureDetails = failure }
            : found;
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Before?.Invoke("start");
        return engine.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellationToken);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => engine.GetAllInstancesAsync(filter);

    public override Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default) =>
        engine.GetHistoryAsync(instanceId, cancellationToken);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        engine.WaitForInstanceStartAsync(instanceId, getInputsAndOutputs, cancellationToken);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default) =>
        engine.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs, cancellationToken);

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellationToken = default)
    {
        Before?.Invoke("raise");
        return engine.RaiseEventAsync(instanceId, eventName, eventPayload, cancellationToken);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default)
    {
        Before?.Invoke("suspend");
        return engine.SuspendInstanceAsync(instanceId, reason, cancellationToken);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default)
    {
        Before?.Invoke("resume");
        return engine.ResumeInstanceAsync(instanceId, reason, cancellationToken);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellationToken = default)
    {
        Before?.Invoke("terminate");
        return engine.TerminateInstanceAsync(instanceId, options, cancellationToken);
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default) =>
        engine.PurgeInstanceAsync(instanceId, cancellationToken);

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken = default) =>
        engine.PurgeAllInstancesAsync(filter, cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
