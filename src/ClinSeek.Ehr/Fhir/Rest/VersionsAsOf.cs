using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>
/// Reads the history of resources that the server changed at or after the cut-off, so that they can be shown as they were before it:
/// a result amended later must not show its amendment.
/// </summary>
internal sealed class VersionsAsOf(FhirHttp http, PullBook book, PageWalk walk, ServerCapabilities capabilities)
{
    public async Task ReadAsync(string patientId, CutoffTime cutoff, CancellationToken cancellationToken)
    {
        FhirPage[] pages = [.. book.Pages.Select(static page => page.Page)];
        var compartment = new PatientCompartment(patientId, pages);
        FhirEntry[] later = [.. pages.SelectMany(static page => page.Entries)
            .Where(entry => compartment.Of(entry) == Ownership.Own && !entry.Deleted && entry.Version is not (null or "1")
                && entry.LastUpdated is { } updated && !cutoff.Sees(new AvailableAt(updated)))
            .DistinctBy(static entry => entry.Key, StringComparer.Ordinal)
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal)];
        FhirEntry[] kept = [.. later.Where(entry => capabilities.KeepsHistory(entry.Type))];
        foreach (IGrouping<string, FhirEntry> lost in later.Except(kept).GroupBy(static entry => entry.Type, StringComparer.Ordinal))
        {
            book.Note(PullCodes.VersionsMissing, lost.Key, $"{lost.Key}: {lost.Count()} resources were updated at or after the cut-off and the server keeps no former versions; they are shown as they are now.");
        }

        if (kept.Length > http.Limits.MaxHistoryReads)
        {
            book.Gap(PullCodes.VersionsMissing, "history", $"{kept.Length} resources were updated at or after the cut-off and the history of only {http.Limits.MaxHistoryReads} was read; the others are shown as they are now. Raise Limits:MaxHistoryReads.");
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = http.Limits.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(kept.Take(http.Limits.MaxHistoryReads), parallel, async (entry, token) =>
        {
            string scope = entry.Type + " history";
            WalkedPages walked = await walk.WalkAsync(new FhirRequest(new Uri(http.Hosts.Base, entry.Key + "/_history")), scope, token);
            if (walked.Problem is { } problem)
            {
                book.Gap(PullCodes.VersionsMissing, entry.Type, $"{entry.Type}: the history of a resource that was updated at or after the cut-off could not be read; it is shown as it is now. {problem.Text}");
            }
        });
    }
}
