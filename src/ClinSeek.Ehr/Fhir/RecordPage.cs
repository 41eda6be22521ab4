namespace ClinSeek.Ehr.Fhir;

/// <summary>Bytes of the record as they were received. Holds PHI: stored encrypted, never logged.</summary>
/// <param name="Source">Where they came from: a file name, relative to the folder asked; never a content.</param>
/// <param name="MediaType"><c>application/fhir+json</c> or <c>application/fhir+ndjson</c>.</param>
/// <param name="RetrievedAt">When they were read.</param>
/// <param name="Content">
/// The file unchanged when it holds this patient only; else the patient's own entries or lines, each unchanged, so that a case
/// never stores another patient's data.
/// </param>
public sealed record RecordPage(string Source, string MediaType, DateTimeOffset RetrievedAt, ReadOnlyMemory<byte> Content);
