namespace ClinSeek.Ehr.Fhir;

/// <summary>References as FHIR writes them: <c>Type/id</c>, absolute, <c>urn:uuid:</c>, with or without a version.</summary>
internal static class FhirReference
{
    /// <summary>Drops <c>/_history/n</c> and a leading slash.</summary>
    public static string WithoutVersion(string reference)
    {
        int history = reference.IndexOf("/_history/", StringComparison.Ordinal);
        return history < 0 ? reference : reference[..history];
    }

    /// <summary><c>Type/id</c> of a relative or absolute reference; null for urn:, contained and conditional ones.</summary>
    public static string? Key(string reference)
    {
        string plain = WithoutVersion(reference);
        if (plain.Length == 0 || plain[0] == '#' || plain.Contains('?', StringComparison.Ordinal) || plain.StartsWith("urn:", StringComparison.Ordinal))
        {
            return null;
        }

        int slash = plain.LastIndexOf('/');
        if (slash <= 0 || slash == plain.Length - 1)
        {
            return null;
        }

        int type = plain.LastIndexOf('/', slash - 1);
        return plain[(type + 1)..];
    }

    /// <summary>Whether a reference or fullUrl names a server.</summary>
    public static bool IsAbsolute(string reference) => reference.Contains("://", StringComparison.Ordinal);
}
