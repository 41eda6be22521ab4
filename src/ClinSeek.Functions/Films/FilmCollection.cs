namespace ClinSeek.Functions.Films;

/// <summary>The films of a case's visible studies, and those that are missing.</summary>
/// <param name="Films">One a study, in the order of the studies.</param>
/// <param name="Gaps">Studies that an archive was asked for in vain.</param>
public sealed record FilmCollection(IReadOnlyList<FoundFilm> Films, IReadOnlyList<FilmGap> Gaps);
