namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>No access token could be had; the message names cause and remedy and holds no secret.</summary>
public sealed class AccessTokenException(string message, Exception? inner = null) : Exception(message, inner);
