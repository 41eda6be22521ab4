using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Films;

/// <summary>Collects the film of each visible study: from the files beside the record, else from the configured archives.</summary>
public sealed class FilmCollector(ArchiveFilms archives)
{
    /// <summary>
    /// The films that were found, and a gap for each study that an archive could not give. Never fails for one study's sake. A visible
    /// imaging report whose study the record does not hold stands for that study, and its film has the report's name.
    /// </summary>
    /// <param name="source">The record's file, folder or server.</param>
    /// <param name="visible">What the cut-off lets see.</param>
    /// <param name="pull">The record as received; read only where an archive is asked.</param>
    /// <param name="cancellationToken">Stops between two films.</param>
    public async Task<FilmCollection> CollectAsync(string source, SnapshotInfo visible, Func<ValueTask<RecordPull>> pull, CancellationToken cancellationToken)
    {
        var films = (await FilmFinder.FindAsync(source, visible.Studies, cancellationToken))
            .Select(static film => new FoundFilm(film.Study, film.Content, FilmOrigin.File)).ToList();
        var gaps = new List<FilmGap>();
        StudyListing[] missing = [.. visible.Studies.Where(study => films.TrueForAll(film => film.Study != study.Study))];
        if (archives.Any && missing.Length + visible.Reports.Count > 0)
        {
            StudyLinks links = StudyLinks.Of(await pull());
            var reported = links.Reports.ToDictionary(static report => report.Study, static report => new StudyListing(report.Study, report.StudyUid, []), StringComparer.Ordinal);
            // Both lists go from old to new, and what is fetched is limited: the newest films say most.
            IEnumerable<StudyListing> newestFirst = missing.Reverse().Concat(visible.Reports.Reverse().Where(reported.ContainsKey).Select(report => reported[report]));
            FilmCollection fetched = await archives.FetchAsync(source, [.. newestFirst], links, cancellationToken);
            films.AddRange(fetched.Films);
            gaps.AddRange(fetched.Gaps);
        }

        string[] order = [.. visible.Studies.Select(static study => study.Study)];
        return new FilmCollection([.. films.OrderBy(film => Array.IndexOf(order, film.Study) is >= 0 and int place ? place : int.MaxValue)], gaps);
    }
}
