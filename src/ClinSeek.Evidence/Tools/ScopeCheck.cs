using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Evidence.Tools;

/// <summary>The outcome of <see cref="CaseScope.Check"/>.</summary>
/// <param name="Allowed">Whether the call may go on.</param>
/// <param name="Cutoff">The cut-off that this one call reads under.</param>
/// <param name="Refusal">Why it may not, and what to do instead; null when it may.</param>
public readonly record struct ScopeCheck(bool Allowed, CutoffTime Cutoff, string? Refusal);
