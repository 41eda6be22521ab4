using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Functions.Hosting;

/// <summary>Counts the imaging studies of each patient that have a film beside the record.</summary>
internal static class FilmCensus
{
    /// <summary>Films by the patient's logical id; patients without one are left out.</summary>
    public static IReadOnlyDictionary<string, int> Count(string record)
    {
        HashSet<string> films = FilmUids(record);
        return films.Count == 0
            ? new Dictionary<string, int>()
            : FhirFiles.Scan(record, FhirFileOptions.Default, CancellationToken.None)
                .Where(resource => resource.GetProperty("resourceType").ValueEquals("ImagingStudy") && Uids(resource).Any(films.Contains))
                .Select(static study => PatientOf(study))
                .OfType<string>()
                .CountBy(static patient => patient)
                .ToDictionary(StringComparer.Ordinal);
    }

    private static HashSet<string> FilmUids(string record)
    {
        var uids = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(record))
        {
            return uids;
        }

        foreach (string file in Directory.EnumerateFiles(record, "*.dcm", SearchOption.AllDirectories))
        {
            if (DicomHeader.Read(File.ReadAllBytes(file)).Value is { } header)
            {
                uids.UnionWith(new[] { header.StudyInstanceUid, header.SopInstanceUid }.OfType<string>());
            }
        }

        return uids;
    }

    private static IEnumerable<string> Uids(JsonElement study)
    {
        IEnumerable<JsonElement> instances = Items(study, "series").SelectMany(static series => Items(series, "instance"));
        return instances.Select(static instance => Text(instance, "uid"))
            .Concat(Items(study, "identifier").Select(static identifier => Text(identifier, "value")?.Replace("urn:oid:", "", StringComparison.Ordinal)))
            .OfType<string>();
    }

    private static string? PatientOf(JsonElement study) =>
        study.TryGetProperty("subject", out JsonElement subject) && Text(subject, "reference") is { } reference
            ? reference[(reference.LastIndexOfAny(['/', ':']) + 1)..]
            : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
