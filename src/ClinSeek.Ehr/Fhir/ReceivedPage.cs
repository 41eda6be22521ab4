namespace ClinSeek.Ehr.Fhir;

/// <summary>A page as received, with what was read of it.</summary>
internal sealed record ReceivedPage(RecordPage Record, FhirPage Page);
