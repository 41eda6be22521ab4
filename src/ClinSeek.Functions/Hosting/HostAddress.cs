namespace ClinSeek.Functions.Hosting;

/// <summary>What a running host leaves beside its lock for others to find it by.</summary>
/// <param name="ProcessId">The host's process.</param>
/// <param name="Address">The base address of its HTTP API, or null for a process that has none.</param>
public sealed record HostAddress(int ProcessId, Uri? Address);
