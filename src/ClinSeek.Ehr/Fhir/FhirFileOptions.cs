namespace ClinSeek.Ehr.Fhir;

/// <summary>How much is read from files at most.</summary>
public sealed record FhirFileOptions
{
    /// <summary>The defaults.</summary>
    public static FhirFileOptions Default { get; } = new();

    /// <summary>A larger file is not read and makes the pull incomplete.</summary>
    public long MaxFileBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Files of one folder; more make the pull incomplete.</summary>
    public int MaxFiles { get; init; } = 20_000;
}
