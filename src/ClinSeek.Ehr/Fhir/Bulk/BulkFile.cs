namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>One file of an export.</summary>
/// <param name="Type">The resource type in it.</param>
/// <param name="Url">Where it lies.</param>
/// <param name="Count">How many resources it holds; null where the server does not say.</param>
internal sealed record BulkFile(string Type, string Url, int? Count);
