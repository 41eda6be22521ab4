namespace ClinSeek.Ehr.Fhir;

/// <summary>What came of reading one resource.</summary>
/// <param name="Outcome">Whether it was there.</param>
public sealed record ResourceReading(ReadOutcome Outcome)
{
    /// <summary>The resource as received; empty unless it was found.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The server's tag of this version; null where it sends none.</summary>
    public string? ETag { get; init; }

    /// <summary>Cause and remedy; null where it was found.</summary>
    public string? Problem { get; init; }
}
