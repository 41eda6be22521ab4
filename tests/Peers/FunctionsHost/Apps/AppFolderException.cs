namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>An app folder that the host refuses to start, or would start otherwise than its author meant.</summary>
public sealed class AppFolderException(string message) : Exception(message);
