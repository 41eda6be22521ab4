namespace ClinSeek.Functions.Cases;

/// <summary>One received page, which is stored unchanged under its own name.</summary>
/// <param name="Document">The name of the stored document.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="RetrievedAt">When.</param>
/// <param name="Digest">Hex SHA-256 of the bytes.</param>
/// <param name="Url">The address that was asked; null for files.</param>
public sealed record PulledPage(string Document, string Source, string MediaType, DateTimeOffset RetrievedAt, string Digest, string? Url);
