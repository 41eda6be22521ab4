namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>The handler cannot be started (any more), so the host stops.</summary>
public sealed class HandlerStoppedException(string message) : Exception(message);
