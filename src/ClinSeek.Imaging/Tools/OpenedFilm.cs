using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Tools;

/// <summary>A film that a call may use.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Film">The film, read.</param>
internal sealed record OpenedFilm(string Study, DecodedFilm Film);
