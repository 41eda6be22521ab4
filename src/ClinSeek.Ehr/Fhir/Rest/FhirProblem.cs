namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Why an answer is of no use.</summary>
/// <param name="Code">One of <see cref="PullCodes"/>.</param>
/// <param name="Text">Cause and remedy.</param>
/// <param name="Transient">Whether the same request may succeed later.</param>
internal sealed record FhirProblem(string Code, string Text, bool Transient = false);
