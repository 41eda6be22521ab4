using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>The full text that a report is presented as.</summary>
internal sealed class PresentedFormMap() : ResourceMap("DiagnosticReport", PatientTables.Document, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["type_code"] = static source => source.Resource.Get("code"u8).Get("coding"u8).First().Text("code"u8),
    ["type_text"] = static source => Concept.Label(source.Resource.Get("code"u8)),
    ["title"] = static source => source.Node.Text("title"u8),
    ["text"] = static source => AttachmentText.Read(source.Node, source.Resource, source.Index),
})
{
    public override IEnumerable<RowPart> Parts(JsonElement resource, ResourceIndex index) =>
        resource.Get("presentedForm"u8).Items().Select(static form => new RowPart(form, false));

    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);
}
