using System.Security.Cryptography;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Bytes of the record as they were received. Holds PHI: stored encrypted, never logged.</summary>
/// <param name="Source">How the page is called in issues and provenance: a file name relative to the folder asked, or a server's name with type and page; never a content.</param>
/// <param name="MediaType"><c>application/fhir+json</c> or <c>application/fhir+ndjson</c>.</param>
/// <param name="RetrievedAt">When they were read.</param>
/// <param name="Content">
/// The file or answer unchanged when it holds this patient only; else the patient's own entries or lines, each unchanged, so that a
/// case never stores another patient's data.
/// </param>
public sealed record RecordPage(string Source, string MediaType, DateTimeOffset RetrievedAt, ReadOnlyMemory<byte> Content)
{
    /// <summary>The address that was asked; null for files. May hold identifiers.</summary>
    public string? Url { get; init; }

    /// <summary>Hex SHA-256 of the content.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Content.Span));
}
