using System.Text.Json;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>Resources that say themselves that they state no fact. They make no rows in any table, and are counted by reason.</summary>
internal static class ResourceExclusions
{
    /// <summary>A value of <see cref="SkipReasons"/>, or null where the resource counts.</summary>
    public static string? Of(string type, JsonElement resource)
    {
        if (resource.Is("docStatus"u8, "entered-in-error"u8))
        {
            return SkipReasons.EnteredInError;
        }

        if (resource.Get("verificationStatus"u8) is { ValueKind: JsonValueKind.Object } verification)
        {
            string? word = Concept.CodeOrText(verification);
            return word is "entered-in-error" ? SkipReasons.EnteredInError : word is "refuted" ? SkipReasons.Refuted : OfStatus(type, resource);
        }

        return OfStatus(type, resource);
    }

    private static string? OfStatus(string type, JsonElement resource)
    {
        if (resource.Get("doNotPerform"u8).ValueKind == JsonValueKind.True)
        {
            return SkipReasons.NotDone;
        }

        return resource.Text("status"u8) switch
        {
            "entered-in-error" => SkipReasons.EnteredInError,
            "cancelled" => SkipReasons.Cancelled,
            "not-done" or "not-taken" => SkipReasons.NotDone,
            "revoked" when type is "CarePlan" => SkipReasons.Cancelled,
            _ => null,
        };
    }
}
