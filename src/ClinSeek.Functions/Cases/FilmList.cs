namespace ClinSeek.Functions.Cases;

/// <summary>The films of a case.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Films">One film a study, in the order of the studies.</param>
public sealed record FilmList(int FormatVersion, IReadOnlyList<CaseFilm> Films);
