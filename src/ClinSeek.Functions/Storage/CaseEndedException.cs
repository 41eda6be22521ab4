namespace ClinSeek.Functions.Storage;

/// <summary>Something was to be recorded in a case that has ended. Nothing was written.</summary>
public sealed class CaseEndedException() : InvalidOperationException("The case has ended and takes no more entries.");
