using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>
/// Fetches films from the configured archives: from the one that a study's Endpoint names, else from those that are searched, by
/// study UID and then by accession number. No other host is asked, whatever a record says.
/// </summary>
public sealed class ArchiveFilms(Archives archives, RecordSources sources, TimeProvider time)
{
    public bool Any => archives.Any;

    /// <summary>The films of studies, as far as time and number allow.</summary>
    public async Task<FilmCollection> FetchAsync(string source, IReadOnlyList<StudyListing> studies, StudyLinks links, CancellationToken cancellationToken)
    {
        var films = new List<FoundFilm>();
        var gaps = new List<FilmGap>();
        using var deadline = new CancellationTokenSource(archives.Options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        foreach (StudyListing study in studies)
        {
            if (films.Count + gaps.Count >= archives.Options.MaxStudies)
            {
                gaps.Add(new FilmGap(study.Study, $"The case has more than {archives.Options.MaxStudies} studies to fetch. Raise DicomWeb:MaxStudies."));
                continue;
            }

            try
            {
                FilmResult<FoundFilm> film = await FetchAsync(source, study, links, either.Token);
                if (film.Succeeded)
                {
                    films.Add(film.Value);
                }
                else
                {
                    gaps.Add(new FilmGap(study.Study, film.Failure.ToString()));
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                gaps.Add(new FilmGap(study.Study, $"The time for fetching films ({archives.Options.Timeout.TotalSeconds:0} s) is up. Raise DicomWeb:Timeout."));
            }
        }

        return new FilmCollection(films, gaps);
    }

    private async Task<FilmResult<FoundFilm>> FetchAsync(string source, StudyListing study, StudyLinks links, CancellationToken cancellationToken)
    {
        StudyLink? link = links.Studies.Concat(links.Reports).FirstOrDefault(link => link.Study == study.Study);
        var notes = new List<string>();
        FilmFailure? last = null;
        foreach (Archive archive in await NamedAsync(source, link, notes, cancellationToken))
        {
            if (study.StudyUid is not { } uid)
            {
                break;
            }

            FilmResult<RetrievedFilm> film = await new FilmRetrieval(archive.Client).RetrieveAsync(uid, cancellationToken);
            if (film.Succeeded)
            {
                return Found(study, archive, "endpoint", film.Value, notes);
            }

            last = film.Failure;
            notes.Add($"{archive.Name}: {last.Cause}");
        }

        foreach (Archive archive in archives.Searched)
        {
            var search = new ArchiveSearch(archive.Client, links.PatientIdentifiers);
            foreach ((string foundBy, StudyQuery query) in Queries(study, link))
            {
                FilmResult<RetrievedFilm> film = await search.RetrieveAsync(query, study.StudyUid, cancellationToken);
                if (film.Succeeded)
                {
                    return Found(study, archive, foundBy, film.Value, notes);
                }

                // What an archive said of the study says more than that another does not hold it.
                last = last is null || film.Failure.Kind != FilmFailureKind.NotFound ? film.Failure : last;
                notes.Add($"{archive.Name}, by {foundBy}: {film.Failure.Cause}");
            }
        }

        return last ?? new FilmFailure(FilmFailureKind.NotFound, string.Join("; ", notes.Prepend("no configured archive holds the study")), "Name its archive in the configuration (DicomWeb__Servers__NAME__BaseUrl)");
    }

    private static IEnumerable<(string FoundBy, StudyQuery Query)> Queries(StudyListing study, StudyLink? link)
    {
        if (study.StudyUid is { } uid)
        {
            yield return ("study uid", new StudyQuery { StudyInstanceUid = uid });
        }

        foreach (string accession in link?.AccessionNumbers ?? [])
        {
            yield return ("accession number", new StudyQuery { AccessionNumber = accession });
        }
    }

    /// <summary>The archives that a study's endpoints name, as far as they are configured.</summary>
    private async Task<IReadOnlyList<Archive>> NamedAsync(string source, StudyLink? link, List<string> notes, CancellationToken cancellationToken)
    {
        var named = new List<Archive>();
        foreach (EndpointLink endpoint in link?.Endpoints ?? [])
        {
            string? address = endpoint.IsKnown ? endpoint.Address : await AddressAsync(source, endpoint.Reference, cancellationToken);
            if (address is null)
            {
                notes.Add("an endpoint of the study is not to be had, not in use or no DICOMweb endpoint");
            }
            else if (archives.At(address) is not { } archive)
            {
                notes.Add("an endpoint of the study leads to an archive that is not configured");
            }
            else if (!named.Contains(archive))
            {
                named.Add(archive);
            }
        }

        return named;
    }

    /// <summary>The address in an Endpoint that the record's server holds and its pull did not bring.</summary>
    private async Task<string?> AddressAsync(string source, string reference, CancellationToken cancellationToken)
    {
        if (sources.Reader(source) is not { } reader || reference.Split('/') is not [.., "Endpoint", { Length: > 0 and <= 64 } id])
        {
            return null;
        }

        ResourceReading reading = await reader.ReadAsync("Endpoint", id, null, cancellationToken);
        return reading.Outcome == ReadOutcome.Found ? EndpointLink.AddressIn(reading.Content) : null;
    }

    private static FoundFilm Found(StudyListing study, Archive archive, string foundBy, RetrievedFilm film, List<string> notes) =>
        new(study.Study, film.Content, new FilmOrigin(archive.Name, foundBy, film.Path, [.. notes, .. film.Notes]));
}
