using ClinSeek.Functions.Films;

namespace ClinSeek.Functions.Cases;

/// <summary>The films of a case.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Films">One film a study, in the order of the studies.</param>
/// <param name="Gaps">Studies that an archive was asked for in vain; null in lists of version 1.</param>
public sealed record FilmList(int FormatVersion, IReadOnlyList<CaseFilm> Films, IReadOnlyList<FilmGap>? Gaps = null);
