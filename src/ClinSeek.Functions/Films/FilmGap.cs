namespace ClinSeek.Functions.Films;

/// <summary>A visible study whose film could not be had. Stored with the case; nothing missing means absent.</summary>
/// <param name="Study">The study's id, such as <c>ImagingStudy/x</c>.</param>
/// <param name="Cause">Why, with what to do about it; no identifiers.</param>
public sealed record FilmGap(string Study, string Cause);
