using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>Ages at a point in time.</summary>
internal static class Age
{
    public static object? At(JsonElement birthDate, DateTime at) =>
        FhirTime.Parse(birthDate.RawText()) is { } born ? Years(born.Start.UtcDateTime, at) : null;

    /// <summary>Completed years, or null for a birth after the instant.</summary>
    public static object? Years(DateTime born, DateTime at)
    {
        int years = at.Year - born.Year;
        if ((at.Month, at.Day).CompareTo((born.Month, born.Day)) < 0)
        {
            years--;
        }

        return years < 0 ? null : (long)years;
    }
}
