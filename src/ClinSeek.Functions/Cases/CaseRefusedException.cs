namespace ClinSeek.Functions.Cases;

/// <summary>A case that no host and no retry can work on; the message names the cause and the remedy and holds no PHI.</summary>
public sealed class CaseRefusedException(string message, Exception? inner = null) : Exception(message, inner);
