using System.Text.Json;

namespace ClinSeek.Durable.Client;

/// <summary>
/// Looks into a hub file without owning it, beside a running host or without one: instances, lists and histories.
/// Everything that would change the hub is refused with <see cref="NotSupportedException"/>.
/// </summary>
/// <param name="path">The hub's file, which must exist.</param>
/// <param name="serializerOptions">How the texts of instances are read; null for the serializer's defaults.</param>
/// <exception cref="Engine.EngineStorageException">The file is absent, damaged or not a hub.</exception>
public sealed class ReadOnlyDurableTaskClient(string path, JsonSerializerOptions? serializerOptions = null) : HubReadingClient(path, serializerOptions)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellationToken = default) => throw Refused();

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellationToken = default) => throw Refused();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) => throw Refused();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellationToken = default) => throw Refused();

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellationToken = default) => throw Refused();

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default) => throw Refused();

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken = default) => throw Refused();

    private protected override Task NextChangeAsync(string instanceId, CancellationToken cancellationToken) => Task.Delay(LookAgainAfter, cancellationToken);

    private static NotSupportedException Refused() =>
        new("This client only reads the hub. Send the request to the host that owns it (its management API), or stop that host and start an engine here.");
}
