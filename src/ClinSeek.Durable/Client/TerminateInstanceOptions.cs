namespace ClinSeek.Durable.Client;

/// <summary>How to terminate an instance.</summary>
/// <param name="Reason">Becomes the instance's output, as it is.</param>
/// <param name="Recursive">Also terminate the sub-orchestrations that have not finished, and theirs.</param>
public sealed record TerminateInstanceOptions(string? Reason = null, bool Recursive = false);
