namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>An instance of that id exists and runs.</summary>
public sealed class InstanceExistsException(string instanceId) : Exception($"An orchestration instance with the id {instanceId} exists already.");
