namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>The pages of one search or operation.</summary>
/// <param name="Pages">What was received.</param>
/// <param name="Ended">Whether the last page was reached; when not, the gap is recorded unless there is a problem.</param>
/// <param name="Problem">Why not even the first page could be had; not recorded yet.</param>
internal sealed record WalkedPages(IReadOnlyList<ReceivedPage> Pages, bool Ended, FhirProblem? Problem)
{
    /// <summary>How many matches the server says there are.</summary>
    public int? Total => Pages.Count == 0 ? null : Pages[0].Page.Total;

    /// <summary>Distinct resources that matched; what was included or deleted is not counted.</summary>
    public int Matches { get; } = Pages.SelectMany(static page => page.Page.Entries)
        .Where(static entry => entry is { Deleted: false, Included: false })
        .Select(static entry => entry.Key).Distinct(StringComparer.Ordinal).Count();

    public PulledPart Part(string scope, int? total) =>
        new(scope, Pages.Count, Pages.Sum(static page => page.Page.Entries.Count), total);
}
