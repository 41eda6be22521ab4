using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class DiagnosticReportMap() : ResourceMap(
    "DiagnosticReport",
    PatientTables.DiagnosticReport,
    new Dictionary<string, Func<RowSource, object?>>(Coded(static source => source.Node.Get("code"u8)))
    {
        ["category"] = static source => Concept.CodeOrText(source.Node.Get("category"u8).First()),
        ["conclusion"] = static source => source.Node.Text("conclusion"u8),
        ["conclusion_codes"] = static source => Concept.Tokens(source.Node.Get("conclusionCode"u8)),
        ["status"] = static source => source.Node.Text("status"u8),
    })
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "cancelled"u8) ? SkipReasons.Cancelled : base.Excluded(resource);
}
