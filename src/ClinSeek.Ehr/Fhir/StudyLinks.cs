using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>What a record says of where the films of its imaging studies lie.</summary>
/// <param name="Studies">Each study of the pages once.</param>
/// <param name="Reports">Each imaging report over a study that the pages do not hold, and that says how to find it.</param>
/// <param name="PatientIdentifiers">The patient's identifiers, as an archive may know them. Never logged.</param>
public sealed record StudyLinks(IReadOnlyList<StudyLink> Studies, IReadOnlyList<StudyLink> Reports, IReadOnlyList<string> PatientIdentifiers)
{
    /// <summary>Reads the links out of a pull. Pure.</summary>
    public static StudyLinks Of(RecordPull pull)
    {
        ArgumentNullException.ThrowIfNull(pull);
        FhirEntry[] entries = [.. pull.Pages.Select(FhirPageReader.Read).SelectMany(static page => page.Entries).Where(static entry => !entry.Deleted)];
        using var index = new ResourceIndex(entries);
        FhirEntry[] newest = [.. entries.Where(entry => ReferenceEquals(index.Find(entry.Key), entry))];
        FhirEntry[] reports = [.. newest.Where(static entry => entry.Type == "DiagnosticReport")];
        (FhirEntry?[] Studies, string[] Accessions)[] said = [.. reports.Select(report =>
        {
            JsonElement resource = index.Take(report);
            return (ReportLinks.Studies(resource).Select(index.Find).ToArray(), AccessionNumbers(resource, index).ToArray());
        })];
        StudyLink[] studies = [.. newest.Where(static entry => entry.Type == "ImagingStudy").Select(study => Link(
            study, [.. said.Where(report => report.Studies.Contains(study)).SelectMany(static report => report.Accessions)], index))];
        return new StudyLinks(
            studies,
            ReportLinks.Of(reports, studies, index),
            [.. newest.Where(static entry => entry.Type == "Patient").SelectMany(patient => Values(index.Take(patient)).ToArray()).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The endpoints that a study and its series name.</summary>
    internal static IEnumerable<string> Endpoints(JsonElement resource)
    {
        if (!resource.Is("resourceType"u8, "ImagingStudy"u8))
        {
            return [];
        }

        // A series' own endpoint overrides the study's.
        return resource.Get("series"u8).Items().SelectMany(static series => References(series, "endpoint"))
            .Concat(References(resource, "endpoint"))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>The address of an Endpoint that films can be asked of.</summary>
    internal static string? AddressOf(JsonElement endpoint)
    {
        if (endpoint.Text("status"u8) is not (null or "active" or "test"))
        {
            return null;
        }

        // One coding in R4, a list of concepts in R5.
        JsonElement type = endpoint.Get("connectionType"u8);
        IEnumerable<JsonElement> codings = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().SelectMany(static concept => concept.Get("coding"u8).Items())
            : [type];
        return codings.Any(static coding => coding.Text("code"u8) is "dicom-wado-rs" or "dicom-qido-rs") ? endpoint.Text("address"u8) : null;
    }

    private static StudyLink Link(FhirEntry study, string[] reported, ResourceIndex index)
    {
        JsonElement resource = index.Take(study);
        EndpointLink[] endpoints = [.. Endpoints(resource).Select(reference =>
        {
            JsonElement endpoint = index.Resolve(resource, reference);
            bool isKnown = endpoint.ValueKind == JsonValueKind.Object;
            return new EndpointLink(reference, isKnown ? AddressOf(endpoint) : null, isKnown);
        })];
        return new StudyLink(study.Key, endpoints, [.. AccessionNumbers(resource, index).Concat(reported).Distinct(StringComparer.Ordinal)])
        {
            StudyUid = resource.Get("identifier"u8).Items()
                .Where(static identifier => identifier.Text("system"u8) is "urn:dicom:uid" or "urn:ietf:rfc:3986")
                .Select(static identifier => ReportLinks.UidIn(identifier.Text("value"u8))).FirstOrDefault(static uid => uid is not null),
        };
    }

    /// <summary>The accession numbers of a study or report and of its orders.</summary>
    internal static IEnumerable<string> AccessionNumbers(JsonElement resource, ResourceIndex index) =>
        References(resource, "basedOn").Select(order => index.Resolve(resource, order)).Prepend(resource).SelectMany(AccessionNumbers);

    private static IEnumerable<string> AccessionNumbers(JsonElement resource) => resource.Get("identifier"u8).Items()
        .Where(static identifier => identifier.Get("type"u8, "coding"u8).Items().Any(static coding => coding.Is("code"u8, "ACSN"u8))
            || identifier.Text("system"u8)?.Contains("accession", StringComparison.OrdinalIgnoreCase) == true)
        .Select(static identifier => identifier.Text("value"u8))
        .OfType<string>();

    private static IEnumerable<string> Values(JsonElement resource) =>
        resource.Get("identifier"u8).Items().Select(static identifier => identifier.Text("value"u8)).OfType<string>();

    internal static IEnumerable<string> References(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out JsonElement references)
            ? references.Items().Select(static reference => reference.Text("reference"u8)).OfType<string>()
            : [];
}
