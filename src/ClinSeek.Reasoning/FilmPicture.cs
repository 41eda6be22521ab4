namespace ClinSeek.Reasoning;

/// <summary>A film as a picture that a model can see. Holds PHI.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="MediaType">Such as <c>image/png</c>.</param>
/// <param name="Content">The picture's bytes.</param>
public sealed record FilmPicture(string Study, string MediaType, ReadOnlyMemory<byte> Content);
