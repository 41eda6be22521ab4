namespace ClinSeek.Functions.Cases;

/// <summary>The pull of a record that counts for a case. Holds PHI in its sources.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Pages">The pages, in order.</param>
/// <param name="Complete">Whether the whole record was received; a truncated one is never read as absence.</param>
/// <param name="Issues">What went wrong on the way.</param>
public sealed record PullManifest(int FormatVersion, IReadOnlyList<PulledPage> Pages, bool Complete, IReadOnlyList<string> Issues);
