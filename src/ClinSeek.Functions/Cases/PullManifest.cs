using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Functions.Cases;

/// <summary>The pull of a record that counts for a case. Holds PHI in its sources.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Pages">The pages, in order.</param>
/// <param name="Completeness">What was asked for and what may be missing; a truncated pull is never read as absence.</param>
public sealed record PullManifest(int FormatVersion, IReadOnlyList<PulledPage> Pages, CompletenessRecord Completeness);
