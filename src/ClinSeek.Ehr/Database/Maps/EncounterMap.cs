using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class EncounterMap() : ResourceMap("Encounter", PatientTables.Encounter, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["status"] = static source => source.Node.Text("status"u8),
    ["class"] = static source => source.Node.Get("class"u8, "code"u8).Text() ?? Concept.CodeOrText(source.Node.Get("class"u8)),
    ["type_text"] = static source => Concept.Label(source.Node.Get("type"u8).First()),
    ["reason_text"] = static source => Reason(source.Node),
    ["reason_codes"] = static source => Concept.Tokens(source.Node.Get("reasonCode"u8)),
    ["start_time"] = static source => Time(source.Node.Get("period"u8, "start"u8)),
    ["end_time"] = static source => Time(source.Node.Get("period"u8, "end"u8)),
})
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);

    private static string? Reason(JsonElement encounter)
    {
        string joined = string.Join("; ", encounter.Get("reasonCode"u8).Items().Select(Concept.Label).Where(static label => label is not null));
        return joined.Length == 0 ? null : joined;
    }
}
