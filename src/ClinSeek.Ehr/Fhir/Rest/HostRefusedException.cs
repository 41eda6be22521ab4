namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>A host name led to an address that may not be asked.</summary>
internal sealed class HostRefusedException() : IOException("The host's address lies in a network that may not be asked.");
