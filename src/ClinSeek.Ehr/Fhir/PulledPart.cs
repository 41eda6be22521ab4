namespace ClinSeek.Ehr.Fhir;

/// <summary>One part of a pull, as it was asked for.</summary>
/// <param name="Scope">A resource type, an operation such as <c>Patient/$everything</c>, or a file.</param>
/// <param name="Pages">Pages received.</param>
/// <param name="Resources">Resources received, includes and repeats counted.</param>
/// <param name="Reported">How many the source says there are; null where it does not say.</param>
public sealed record PulledPart(string Scope, int Pages, int Resources, int? Reported);
