using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class ImagingStudyMap() : ResourceMap("ImagingStudy", PatientTables.ImagingStudy, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["study"] = static source => "ImagingStudy/" + source.Id,
    ["study_uid"] = static source => StudyUid(source.Node),
    ["modality"] = static source => source.Node.Get("modality"u8).First().Text("code"u8) ?? Series(source.Node).Get("modality"u8).Text("code"u8),
    ["body_site"] = static source => Site(source.Node),
    ["description"] = static source => source.Node.Text("description"u8) ?? Concept.Label(source.Node.Get("procedureCode"u8).First())
        ?? Series(source.Node).Text("description"u8),
    ["instances"] = static source => source.Node.Get("numberOfInstances"u8).Integer() ?? Instances(source.Node).LongCount(),
    ["instance_uids"] = static source => Uids(source.Node),
    ["status"] = static source => source.Node.Text("status"u8),
})
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);

    private static string? StudyUid(JsonElement study)
    {
        foreach (JsonElement identifier in study.Get("identifier"u8).Items())
        {
            const string Oid = "urn:oid:";
            if ((identifier.Is("system"u8, "urn:dicom:uid"u8) || identifier.Is("system"u8, "urn:ietf:rfc:3986"u8))
                && identifier.Text("value"u8) is { } value)
            {
                return value.StartsWith(Oid, StringComparison.Ordinal) ? value[Oid.Length..] : value;
            }
        }

        return null;
    }

    private static JsonElement Series(JsonElement study) => study.Get("series"u8).First();

    private static string? Site(JsonElement study)
    {
        JsonElement site = Series(study).Get("bodySite"u8);
        return site.Text("display"u8) ?? site.Text("code"u8);
    }

    private static IEnumerable<JsonElement> Instances(JsonElement study) =>
        study.Get("series"u8).Items().SelectMany(static series => series.Get("instance"u8).Items());

    private static string? Uids(JsonElement study)
    {
        string joined = string.Join(' ', Instances(study).Select(static instance => instance.Text("uid"u8)).Where(static uid => uid is not null));
        return joined.Length == 0 ? null : joined;
    }
}
