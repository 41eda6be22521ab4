namespace ClinSeek.Ehr.Fhir;

/// <summary>What a patient's resources refer to by content (medications, document bodies) and the pages do not hold.</summary>
internal static class MissingReferences
{
    public static IReadOnlyList<string> Of(string patientId, IReadOnlyList<FhirPage> pages)
    {
        var compartment = new PatientCompartment(patientId, pages);
        FhirEntry[] entries = [.. pages.SelectMany(static page => page.Entries)];
        using var index = new ResourceIndex(entries);
        return [.. entries
            .Where(entry => compartment.Of(entry) == Ownership.Own)
            .SelectMany(static entry => PatientSelection.References(entry))
            .Where(reference => reference[0] != '#' && index.Find(reference) is null)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }
}
