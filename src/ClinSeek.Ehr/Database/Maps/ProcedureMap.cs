using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class ProcedureMap() : ResourceMap(
    "Procedure",
    PatientTables.Procedure,
    new Dictionary<string, Func<RowSource, object?>>(Coded(static source => source.Node.Get("code"u8)))
    {
        ["status"] = static source => source.Node.Text("status"u8),
        ["performed_time"] = static source => Time(source.Node.Get("performedDateTime"u8), source.Node.Get("performedPeriod"u8, "start"u8)),
    })
{
    public override string? Excluded(JsonElement resource) =>
        resource.Is("status"u8, "not-done"u8) ? SkipReasons.NotDone : base.Excluded(resource);
}
