using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>The entries that make up one patient's record: the patient's own and what those refer to by content.</summary>
internal static class PatientSelection
{
    public static HashSet<FhirEntry> Of(PatientCompartment compartment, IEnumerable<FhirEntry> entries)
    {
        var wanted = new HashSet<FhirEntry>(ReferenceEqualityComparer.Instance);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var shared = new List<FhirEntry>();
        foreach (FhirEntry entry in entries)
        {
            switch (compartment.Of(entry))
            {
                case Ownership.Own:
                    wanted.Add(entry);
                    keys.Add(entry.Key);
                    break;
                case Ownership.Nobody:
                    shared.Add(entry);
                    break;
                default:
                    break;
            }
        }

        var index = new ResourceIndex(shared);
        foreach (string reference in wanted.ToArray().SelectMany(static entry => References(entry).Concat(StudyLinks.Endpoints(entry.Resource))))
        {
            if (index.Find(reference) is { } target)
            {
                wanted.Add(target);
            }
        }

        // A deletion names nobody; it is the patient's when an earlier version of the resource is.
        wanted.UnionWith(shared.Where(entry => entry.Deleted && keys.Contains(entry.Key)));
        return wanted;
    }

    /// <summary>What a resource refers to by content: its medication, the bodies of its documents.</summary>
    public static IEnumerable<string> References(FhirEntry entry)
    {
        JsonElement resource = entry.Resource;
        if (resource.Get("medicationReference"u8).Text("reference"u8) is { } medication)
        {
            yield return medication;
        }

        foreach (JsonElement content in resource.Get("content"u8).Items())
        {
            if (Elsewhere(content.Get("attachment"u8)) is { } url)
            {
                yield return url;
            }
        }

        foreach (JsonElement form in resource.Get("presentedForm"u8).Items())
        {
            if (Elsewhere(form) is { } url)
            {
                yield return url;
            }
        }
    }

    /// <summary>Where the body of an attachment lies that does not hold it.</summary>
    private static string? Elsewhere(JsonElement attachment) => attachment.Text("data"u8) is null ? attachment.Text("url"u8) : null;
}
