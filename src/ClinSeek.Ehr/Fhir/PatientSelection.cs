using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>The entries that make up one patient's record: the patient's own and what those refer to by content.</summary>
internal static class PatientSelection
{
    public static HashSet<FhirEntry> Of(PatientCompartment compartment, IReadOnlyCollection<FhirPage> pages)
    {
        var wanted = new HashSet<FhirEntry>(pages.Sum(static page => page.Entries.Count), ReferenceEqualityComparer.Instance);
        var shared = new List<FhirEntry>();
        foreach (FhirEntry entry in pages.SelectMany(static page => page.Entries))
        {
            switch (compartment.Of(entry))
            {
                case Ownership.Own:
                    wanted.Add(entry);
                    break;
                case Ownership.Nobody:
                    shared.Add(entry);
                    break;
                default:
                    break;
            }
        }

        // A deletion names nobody; it is the patient's when an earlier version of the resource is.
        FhirEntry[] deletions = [];
        if (shared.Exists(static entry => entry.Deleted))
        {
            HashSet<string> keys = [.. wanted.Select(static entry => entry.Key)];
            deletions = [.. shared.Where(entry => entry.Deleted && keys.Contains(entry.Key))];
        }

        using var index = new ResourceIndex(shared);
        foreach (string reference in ReferencesOf(wanted))
        {
            if (index.Find(reference) is { } target)
            {
                wanted.Add(target);
            }
        }

        wanted.UnionWith(deletions);
        return wanted;
    }

    /// <summary>What a resource refers to by content: its medication, the bodies of its documents.</summary>
    public static IReadOnlyList<string> References(FhirEntry entry)
    {
        List<string>? references = null;
        Add(entry, ref references);
        return references ?? (IReadOnlyList<string>)[];
    }

    private static List<string> ReferencesOf(IEnumerable<FhirEntry> entries)
    {
        List<string>? references = null;
        foreach (FhirEntry entry in entries)
        {
            Add(entry, ref references);
            if (entry is { Type: "ImagingStudy", Deleted: false })
            {
                using JsonDocument study = entry.Parse();
                (references ??= []).AddRange(StudyLinks.Endpoints(study.RootElement));
            }
        }

        return references ?? [];
    }

    // Most resources refer to nothing by content and cost nothing here.
    private static void Add(FhirEntry entry, ref List<string>? references)
    {
        if (entry.Deleted || !(entry.Type is "DocumentReference" or "DiagnosticReport" || entry.Type.StartsWith("Medication", StringComparison.Ordinal)))
        {
            return;
        }

        using JsonDocument document = entry.Parse();
        JsonElement resource = document.RootElement;
        if (entry.Type[0] == 'M')
        {
            if (resource.Get("medicationReference"u8).Text("reference"u8) is { } medication)
            {
                (references ??= []).Add(medication);
            }

            return;
        }

        foreach (JsonElement content in resource.Get("content"u8).Items())
        {
            if (Elsewhere(content.Get("attachment"u8)) is { } url)
            {
                (references ??= []).Add(url);
            }
        }

        foreach (JsonElement form in resource.Get("presentedForm"u8).Items())
        {
            if (Elsewhere(form) is { } url)
            {
                (references ??= []).Add(url);
            }
        }
    }

    /// <summary>Where the body of an attachment lies that does not hold it.</summary>
    private static string? Elsewhere(JsonElement attachment) =>
        attachment.Get("data"u8).RawText().Trim(" \t\r\n"u8).IsEmpty ? attachment.Text("url"u8) : null;
}
