using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Films;

/// <summary>Collects the film of each visible study: from the files beside the record, else from the configured archives.</summary>
public sealed class FilmCollector(ArchiveFilms archives)
{
    /// <summary>The films that were found, and a gap for each study that an archive could not give. Never fails for one study's sake.</summary>
    /// <param name="source">The record's file, folder or server.</param>
    /// <param name="studies">The visible studies.</param>
    /// <param name="pull">The record as received; read only where an archive is asked.</param>
    /// <param name="cancellationToken">Stops between two films.</param>
    public async Task<FilmCollection> CollectAsync(
        string source, IReadOnlyList<StudyListing> studies, Func<ValueTask<RecordPull>> pull, CancellationToken cancellationToken)
    {
        var films = (await FilmFinder.FindAsync(source, studies, cancellationToken)).ToDictionary(
            static film => film.Study, static film => new FoundFilm(film.Study, film.Content, FilmOrigin.File), StringComparer.Ordinal);
        StudyListing[] missing = [.. studies.Where(study => !films.ContainsKey(study.Study))];
        var gaps = new List<FilmGap>();
        if (missing.Length > 0 && archives.Any)
        {
            FilmCollection fetched = await archives.FetchAsync(source, missing, StudyLinks.Of(await pull()), cancellationToken);
            gaps.AddRange(fetched.Gaps);
            foreach (FoundFilm film in fetched.Films)
            {
                films[film.Study] = film;
            }
        }

        return new FilmCollection([.. studies.Where(study => films.ContainsKey(study.Study)).Select(study => films[study.Study])], gaps);
    }
}
