namespace ClinSeek.Durable;

/// <summary>What an activity knows of its call. Neither attempt number nor task id: no host reports them.</summary>
/// <param name="Name">The name the activity was called by.</param>
/// <param name="InstanceId">The calling orchestration instance.</param>
/// <param name="CancellationToken">Cancelled when the host stops waiting for the activity.</param>
public sealed record TaskActivityContext(TaskName Name, string InstanceId, CancellationToken CancellationToken);
