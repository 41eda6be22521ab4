using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// How the film behind an imaging report is found whose study the record does not hold: by the study UID that the report names or
/// links to, else by its accession number or its order's.
/// </summary>
internal static class ReportLinks
{
    /// <summary>Sections of HL7 v2 table 0074 that make films; LOINC's and SNOMED CT's classes of imaging.</summary>
    private static readonly HashSet<string> ImagingCategories = new(StringComparer.OrdinalIgnoreCase)
    {
        "RAD", "RX", "CT", "CUS", "NMR", "NMS", "OUS", "RUS", "VUS", "XRC", "imaging", "radiology", "LP29684-5", "LP7796-8", "363679005", "394914008",
    };

    /// <summary>The reports of studies that none of the pages' studies is, each study once.</summary>
    public static IReadOnlyList<StudyLink> Of(IReadOnlyList<FhirEntry> reports, IReadOnlyList<StudyLink> studies, ResourceIndex index)
    {
        var links = new List<StudyLink>();
        var taken = studies.SelectMany(static study => study.AccessionNumbers.Append(study.StudyUid)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (FhirEntry report in reports)
        {
            JsonElement resource = index.Take(report);
            if (Studies(resource).Any(reference => index.Find(reference) is not null))
            {
                continue;
            }

            string[] addresses = [.. Addresses(resource, index).Distinct(StringComparer.Ordinal)];
            string[] uids = [.. Identified(resource).Concat(addresses.Select(StudyUidIn).OfType<string>()).Distinct(StringComparer.Ordinal)];
            string[] accessions = [.. StudyLinks.AccessionNumbers(resource, index).Distinct(StringComparer.Ordinal)];
            bool says = uids.Length > 0 || (accessions.Length > 0 && IsOfImaging(resource));
            if (!says || uids.Concat(accessions).Any(taken.Contains))
            {
                continue;
            }

            taken.UnionWith(uids.Concat(accessions));
            links.Add(new StudyLink(
                report.Key,
                [.. addresses.Where(static address => StudyUidIn(address) is not null).Select(static address => new EndpointLink(address, address, IsKnown: true))],
                accessions)
            {
                // Of several studies, earlier ones that it compares with among them, the accession number tells which it is about.
                StudyUid = uids.Length == 1 || accessions.Length == 0 ? uids[0] : null,
            });
        }

        return links;
    }

    /// <summary>The studies that a report names: <c>imagingStudy</c> up to R4, <c>study</c> from R5 on.</summary>
    public static IEnumerable<string> Studies(JsonElement report) =>
        StudyLinks.References(report, "imagingStudy").Concat(StudyLinks.References(report, "study"));

    /// <summary>The UID in a DICOMweb or WADO-URI address of a study or of a part of it.</summary>
    internal static string? StudyUidIn(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return null;
        }

        string? ofPath = uri.Segments.SkipWhile(static segment => segment != "studies/").Skip(1).FirstOrDefault()?.TrimEnd('/');
        string? ofQuery = uri.Query.TrimStart('?').Split('&').FirstOrDefault(static pair => pair.StartsWith("studyUID=", StringComparison.OrdinalIgnoreCase))?["studyUID=".Length..];
        return (ofPath ?? ofQuery) is { } uid && IsUid(uid) ? uid : null;
    }

    /// <summary>The DICOM UID that an identifier's value or a reference is.</summary>
    internal static string? UidIn(string? text)
    {
        string? plain = text?.StartsWith("urn:oid:", StringComparison.Ordinal) == true ? text["urn:oid:".Length..] : text;
        return plain is not null && IsUid(plain) ? plain : null;
    }

    /// <summary>Logical references: a study that no FHIR server holds, by its UID.</summary>
    private static IEnumerable<string> Identified(JsonElement report) => report.Get("imagingStudy"u8).Items().Concat(report.Get("study"u8).Items())
        .SelectMany(static study => new[] { UidIn(study.Get("identifier"u8).Text("value"u8)), UidIn(study.Text("reference"u8)) })
        .OfType<string>();

    /// <summary>What the report links to: its studies by address, its presented forms, its key images.</summary>
    private static IEnumerable<string> Addresses(JsonElement report, ResourceIndex index)
    {
        IEnumerable<JsonElement> images = report.Get("media"u8).Items().Select(media => index.Resolve(report, media.Get("link"u8).Text("reference"u8)));
        IEnumerable<JsonElement> attachments = report.Get("presentedForm"u8).Items().Concat(images.SelectMany(Attachments));
        return Studies(report).Concat(attachments.Select(static attachment => attachment.Text("url"u8)).OfType<string>());
    }

    /// <summary>One of a Media, several of a DocumentReference.</summary>
    private static IEnumerable<JsonElement> Attachments(JsonElement image)
    {
        JsonElement content = image.Get("content"u8);
        return content.ValueKind == JsonValueKind.Array ? content.Items().Select(static item => item.Get("attachment"u8)) : [content];
    }

    // Laboratories give out accession numbers too. A report without a category is taken for imaging where it has no results.
    private static bool IsOfImaging(JsonElement report)
    {
        JsonElement category = report.Get("category"u8);
        JsonElement[] concepts = category.ValueKind == JsonValueKind.Object ? [category] : [.. category.Items()];
        return concepts.Length == 0
            ? !report.Get("result"u8).Items().Any() && !report.Get("specimen"u8).Items().Any()
            : concepts.Any(static concept => concept.Get("coding"u8).Items().Any(static coding => coding.Text("code"u8) is { } code && ImagingCategories.Contains(code))
                || (concept.Text("text"u8) is { } text && (text.Contains("radiolog", StringComparison.OrdinalIgnoreCase) || text.Contains("imaging", StringComparison.OrdinalIgnoreCase))));
    }

    private static bool IsUid(string text) => text.Length is > 2 and <= 64 && text.Contains('.', StringComparison.Ordinal) && text.All(static c => char.IsAsciiDigit(c) || c == '.');
}
