namespace ClinSeek.Ehr.Fhir;

/// <summary>Makes one patient's pull of the pages that a source gave: what is another patient's is cut out before anything is kept.</summary>
internal static class PullAssembly
{
    public static RecordPull Make(string patientId, IReadOnlyList<ReceivedPage> received, CompletenessRecord known, IEnumerable<string?>? otherPages = null)
    {
        var compartment = new PatientCompartment(patientId, received.Select(static item => item.Page));
        HashSet<FhirEntry> wanted = PatientSelection.Of(compartment, [.. received.Select(static item => item.Page)]);
        var pages = new List<(RecordPage Record, FhirPage? Read)>(received.Count);
        foreach (ReceivedPage item in received)
        {
            if (PageCut.Of(item.Page, item.Record.Content, compartment, wanted) is { } content)
            {
                bool whole = content.Equals(item.Record.Content);
                pages.Add(whole ? (item.Record, item.Page) : (item.Record with { Content = content }, null));
            }
        }

        IEnumerable<PullRemark> gaps = received
            .SelectMany(static item => item.Page.Issues.Select(issue => new PullRemark(PullCodes.Unreadable, item.Page.Source, issue)))
            .Concat(MissingPages.Of(received.Select(static item => item.Page), wanted, otherPages)
                .Select(static issue => new PullRemark(PullCodes.Unreadable, "next page", issue)));
        pages.Sort(static (x, y) => string.CompareOrdinal(x.Record.Source, y.Record.Source));
        return new RecordPull([.. pages.Select(static page => page.Record)], known with { Gaps = [.. known.Gaps, .. gaps] }, compartment.PatientFound)
        {
            Read = pages.TrueForAll(static page => page.Read is not null) ? [.. pages.Select(static page => page.Read!)] : null,
        };
    }

    /// <summary>The logical id without its type.</summary>
    public static string IdOf(string patientId) =>
        patientId.StartsWith("Patient/", StringComparison.Ordinal) ? patientId["Patient/".Length..] : patientId;
}
