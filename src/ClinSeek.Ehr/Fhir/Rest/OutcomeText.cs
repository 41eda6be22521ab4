using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Reads the issue codes of an OperationOutcome; diagnostics are left out, since servers put record content there.</summary>
internal static class OutcomeText
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "invalid", "structure", "required", "value", "invariant", "security", "login", "unknown", "expired", "forbidden", "suppressed",
        "processing", "not-supported", "duplicate", "multiple-matches", "not-found", "deleted", "too-long", "code-invalid", "extension",
        "too-costly", "business-rule", "conflict", "transient", "lock-error", "no-store", "exception", "timeout", "incomplete", "throttled",
    };

    /// <summary>The code of the first issue that is an error, or null where the body is no OperationOutcome.</summary>
    public static string? CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (!root.Is("resourceType"u8, "OperationOutcome"u8))
            {
                return null;
            }

            string? code = root.Get("issue"u8).Items()
                .Where(static issue => issue.Is("severity"u8, "error"u8) || issue.Is("severity"u8, "fatal"u8))
                .Select(static issue => issue.Text("code"u8))
                .FirstOrDefault();
            return code is not null && Known.Contains(code) ? code : "unspecified";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool IsTransient(string? code) => code is "transient" or "throttled" or "timeout" or "lock-error";
}
