namespace ClinSeek.Ehr.Fhir;

/// <summary>Search results that go on in a page nobody saved: the commonest silent gap of an export.</summary>
internal static class MissingPages
{
    public static IEnumerable<string> Of(IEnumerable<FhirPage> pages, HashSet<FhirEntry> wanted, IEnumerable<string?>? otherPages = null)
    {
        FhirPage[] all = [.. pages];
        HashSet<string> known = [.. all.Select(static page => page.Self).Concat(otherPages ?? []).OfType<string>()];
        return all
            .Where(page => !page.IsFetched && page.Next is { } next && !known.Contains(next) && page.Entries.Exists(wanted.Contains))
            .Select(static page => $"{page.Source}: the search result goes on in a page that is not among the files. Follow the bundle's next link and save every page.");
    }
}
