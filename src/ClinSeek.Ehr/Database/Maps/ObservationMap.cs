using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class ObservationMap() : ResourceMap(
    "Observation",
    PatientTables.Observation,
    new Dictionary<string, Func<RowSource, object?>>(Coded(static source => source.Node.Get("code"u8)))
    {
        ["category"] = static source => Concept.CodeOrText(source.Resource.Get("category"u8).First()),
        ["value_num"] = static source => ObservationValue.Number(source.Node),
        ["comparator"] = static source => source.Node.Get("valueQuantity"u8).Text("comparator"u8),
        ["unit"] = static source => ObservationValue.Unit(source.Node.Get("valueQuantity"u8)),
        ["value_text"] = static source => ObservationValue.Words(source.Node),
        ["value_code"] = static source => source.Node.Get("valueCodeableConcept"u8).Get("coding"u8).First().Text("code"u8),
        ["interpretation"] = static source => Concept.CodeOrText(source.Node.Get("interpretation"u8).First()),
        ["ref_low"] = static source => ObservationValue.Range(source.Node).Get("low"u8, "value"u8).Number(),
        ["ref_high"] = static source => ObservationValue.Range(source.Node).Get("high"u8, "value"u8).Number(),
        ["status"] = static source => source.Resource.Text("status"u8),
        ["parent"] = static source => source.Parent,
    })
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);

    public override IEnumerable<RowPart> Parts(JsonElement resource, ResourceIndex index)
    {
        JsonElement components = resource.Get("component"u8);
        return components.ValueKind == JsonValueKind.Array
            ? [new RowPart(resource, false), .. components.EnumerateArray().Select(static component => new RowPart(component, true))]
            : [new RowPart(resource, false)];
    }
}
