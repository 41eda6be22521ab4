namespace ClinSeek.Ehr.Fhir;

/// <summary>Something about a pull that its reader has to know.</summary>
/// <param name="Code">One of <see cref="PullCodes"/>; stable.</param>
/// <param name="Scope">What it concerns: a file name, a resource type, an operation.</param>
/// <param name="Text">Cause and remedy in one sentence or two; no record content.</param>
public sealed record PullRemark(string Code, string Scope, string Text);
