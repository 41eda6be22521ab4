using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>Looks for a study in an archive, and takes only one that is the patient's beyond doubt.</summary>
/// <param name="client">The archive.</param>
/// <param name="patientIdentifiers">The patient's identifiers in the record.</param>
internal sealed class ArchiveSearch(DicomWebClient client, IReadOnlyList<string> patientIdentifiers)
{
    private const uint StudyInstanceUid = 0x0020_000D;
    private const uint PatientId = 0x0010_0020;

    /// <summary>The film of the one study that matches.</summary>
    /// <param name="query">What it is looked for by.</param>
    /// <param name="studyUid">The study UID in the record; null where it has none.</param>
    /// <param name="cancellationToken">Stops the exchange.</param>
    public async Task<FilmResult<RetrievedFilm>> RetrieveAsync(StudyQuery query, string? studyUid, CancellationToken cancellationToken)
    {
        FilmResult<IReadOnlyList<DicomJson>> matches = await client.SearchStudiesAsync(query, cancellationToken);
        if (!matches.Succeeded)
        {
            return matches.Failure;
        }

        // A study whose UID the record knows is that one; archives that drop a parameter answer with everything they hold.
        DicomJson[] candidates = [.. matches.Value.Where(match => studyUid is null || match.Uid(StudyInstanceUid) == studyUid)];
        if (candidates.Length != 1)
        {
            return candidates.Length == 0
                ? new FilmFailure(FilmFailureKind.NotFound, "the archive does not hold the study", "Check that the study was sent to this archive")
                : new FilmFailure(FilmFailureKind.BadAnswer, $"{candidates.Length} studies of the archive match, and which is meant is not known", "Give the study's UID in the record");
        }

        // An accession number is given out by a department, and another department's may be the same.
        string? patient = candidates[0].Text(PatientId);
        bool isCertain = studyUid is not null || (patient is not null && patientIdentifiers.Contains(patient, StringComparer.Ordinal));
        return isCertain
            ? await new FilmRetrieval(client).RetrieveAsync(candidates[0].Uid(StudyInstanceUid)!, cancellationToken)
            : new FilmFailure(FilmFailureKind.Denied, "the study that matches the accession number is not known to be this patient's", "Give the study's UID, or the archive's patient id, in the record");
    }
}
