using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class DocumentReferenceMap() : ResourceMap("DocumentReference", PatientTables.Document, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["type_code"] = static source => source.Resource.Get("type"u8).Get("coding"u8).First().Text("code"u8),
    ["type_text"] = static source => Concept.Label(source.Resource.Get("type"u8)),
    ["title"] = static source => source.Node.Text("title"u8) ?? source.Resource.Text("description"u8),
    ["text"] = static source => AttachmentText.Read(source.Node, source.Resource, source.Index),
})
{
    /// <summary>A row for each attachment; the reference's own row where it has none.</summary>
    public override IEnumerable<RowPart> Parts(JsonElement resource, ResourceIndex index)
    {
        RowPart[] parts = [.. resource.Get("content"u8).Items().Select(static content => new RowPart(content.Get("attachment"u8), false))];
        return parts.Length > 0 ? parts : [new RowPart(default, false)];
    }

    public override string? Excluded(JsonElement resource) =>
        resource.Is("docStatus"u8, "entered-in-error"u8) ? SkipReasons.EnteredInError : base.Excluded(resource);
}
