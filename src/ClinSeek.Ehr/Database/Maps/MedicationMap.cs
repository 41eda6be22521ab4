using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>What the three medication resources share: the drug, in the resource or in the Medication it refers to.</summary>
internal abstract class MedicationMap(string resourceType, string kind, Func<RowSource, object?> dose, Func<RowSource, object?> start) : ResourceMap(
    resourceType,
    PatientTables.Medication,
    new Dictionary<string, Func<RowSource, object?>>(Coded(Drug))
    {
        ["kind"] = _ => kind,
        ["dose_text"] = dose,
        ["status"] = static source => source.Node.Text("status"u8),
        ["start_time"] = start,
    })
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "not-done"u8) || resource.Is("status"u8, "not-taken"u8) || resource.Get("doNotPerform"u8).ValueKind == JsonValueKind.True
            ? SkipReasons.NotDone
            : resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);

    private static JsonElement Drug(RowSource source)
    {
        JsonElement concept = source.Node.Get("medicationCodeableConcept"u8);
        return concept.ValueKind == JsonValueKind.Object
            ? concept
            : source.Index.Resolve(source.Resource, source.Node.Get("medicationReference"u8).Text("reference"u8)).Get("code"u8);
    }
}
