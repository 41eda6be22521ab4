namespace ClinSeek.Functions.Films;

/// <summary>A film that belongs to a visible study.</summary>
/// <param name="Study">The study's id, such as <c>ImagingStudy/x</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record FoundFilm(string Study, byte[] Content, FilmOrigin Origin);
