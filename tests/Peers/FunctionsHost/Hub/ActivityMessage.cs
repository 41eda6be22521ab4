namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>A scheduled activity that waits for a worker. Delivered at least once.</summary>
/// <param name="InstanceId">The calling instance.</param>
/// <param name="ExecutionId">The calling execution.</param>
/// <param name="TaskId">The task's id in the history.</param>
/// <param name="Name">The activity, as the orchestrator spelled it.</param>
/// <param name="Input">JSON text, or null for none.</param>
public sealed record ActivityMessage(string InstanceId, string ExecutionId, int TaskId, string Name, string? Input);
