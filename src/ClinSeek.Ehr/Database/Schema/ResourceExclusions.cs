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
        if (type is "DocumentReference" && resource.Is("docStatus"u8, "entered-in-error"u8))
        {
            return SkipReasons.EnteredInError;
        }

        if ((type is "Condition" or "AllergyIntolerance") && resource.Get("verificationStatus"u8) is { ValueKind: JsonValueKind.Object } verification)
        {
            string? word = Concept.CodeOrText(verification);
            return word is "entered-in-error" ? SkipReasons.EnteredInError : word is "refuted" ? SkipReasons.Refuted : OfStatus(type, resource);
        }

        return OfStatus(type, resource);
    }

    private static string? OfStatus(string type, JsonElement resource)
    {
        if (type.EndsWith("Request", StringComparison.Ordinal) && resource.Get("doNotPerform"u8).ValueKind == JsonValueKind.True)
        {
            return SkipReasons.NotDone;
        }

        ReadOnlySpan<byte> status = resource.Get("status"u8).RawText();
        return status.SequenceEqual("entered-in-error"u8) ? SkipReasons.EnteredInError
            : status.SequenceEqual("cancelled"u8) ? SkipReasons.Cancelled
            : status.SequenceEqual("not-done"u8) || status.SequenceEqual("not-taken"u8) ? SkipReasons.NotDone
            : status.SequenceEqual("revoked"u8) && type is "CarePlan" ? SkipReasons.Cancelled
            : null;
    }
}
