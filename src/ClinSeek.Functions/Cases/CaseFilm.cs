namespace ClinSeek.Functions.Cases;

/// <summary>A film that belongs to a visible study.</summary>
/// <param name="Study">The study's id, such as <c>ImagingStudy/x</c>.</param>
/// <param name="Document">The name of the stored bytes.</param>
public sealed record CaseFilm(string Study, string Document);
