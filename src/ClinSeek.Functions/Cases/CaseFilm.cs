using ClinSeek.Functions.Films;

namespace ClinSeek.Functions.Cases;

/// <summary>A film that belongs to a visible study.</summary>
/// <param name="Study">The study's id, such as <c>ImagingStudy/x</c>.</param>
/// <param name="Document">The name of the stored bytes.</param>
/// <param name="Origin">Where it came from; null in lists of version 1, which knew files only.</param>
public sealed record CaseFilm(string Study, string Document, FilmOrigin? Origin = null);
