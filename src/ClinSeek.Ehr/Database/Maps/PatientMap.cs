using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Maps;

internal sealed class PatientMap() : ResourceMap("Patient", PatientTables.Patient, new Dictionary<string, Func<RowSource, object?>>
{
    ["id"] = static source => source.Id,
    ["gender"] = static source => source.Node.Text("gender"u8),
    ["birth_date"] = static source => source.Node.Text("birthDate"u8),
    ["age_years"] = static source => Age(source.Node.Get("birthDate"u8), source.Cutoff.Instant.UtcDateTime),
})
{
    internal static object? Age(JsonElement birthDate, DateTime at) =>
        FhirTime.Parse(birthDate.RawText()) is { } born ? Years(born.Start.UtcDateTime, at) : null;

    /// <summary>Completed years, or null for a birth after the instant.</summary>
    internal static object? Years(DateTime born, DateTime at)
    {
        int years = at.Year - born.Year;
        if ((at.Month, at.Day).CompareTo((born.Month, born.Day)) < 0)
        {
            years--;
        }

        return years < 0 ? null : (long)years;
    }
}
