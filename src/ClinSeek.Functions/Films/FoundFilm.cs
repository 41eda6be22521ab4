namespace ClinSeek.Functions.Films;

/// <summary>A film that belongs to a visible study.</summary>
/// <param name="Study">The study's id, such as <c>ImagingStudy/x</c>; <c>DiagnosticReport/x</c> where the record holds its report alone.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record FoundFilm(string Study, byte[] Content, FilmOrigin Origin);
