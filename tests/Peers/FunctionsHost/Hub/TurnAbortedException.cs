namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>A turn that leaves no trace and is run again later.</summary>
internal sealed class TurnAbortedException(string reason) : Exception(reason);
