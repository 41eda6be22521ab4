namespace ClinSeek.Functions.Cases;

/// <summary>Why a case failed, with the remedy where there is one.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Cause">Cause and remedy.</param>
public sealed record FailureCause(int FormatVersion, string Cause);
