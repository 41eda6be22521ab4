using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class ConditionMap() : ResourceMap(
    "Condition",
    PatientTables.Condition,
    new Dictionary<string, Func<RowSource, object?>>(Coded(static source => source.Node.Get("code"u8)))
    {
        ["clinical_status"] = static source => Concept.CodeOrText(source.Node.Get("clinicalStatus"u8)),
        ["verification_status"] = static source => Concept.CodeOrText(source.Node.Get("verificationStatus"u8)),
        ["category"] = static source => Concept.CodeOrText(source.Node.Get("category"u8).First()),
        ["onset_time"] = static source => Time(source.Node.Get("onsetDateTime"u8), source.Node.Get("onsetPeriod"u8, "start"u8)),
        ["recorded_time"] = static source => Time(source.Node.Get("recordedDate"u8)),
    })
{
    public override string? Excluded(JsonElement resource) => Concept.CodeOrText(resource.Get("verificationStatus"u8)) switch
    {
        "entered-in-error" => SkipReasons.EnteredInError,
        "refuted" => SkipReasons.Refuted,
        _ => null,
    };
}
