using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Who can be asked about: the patients of a FHIR server, or of FHIR files with the films that lie beside them.</summary>
public sealed class PatientCatalogue(ClinSeekOptions options, RecordSources sources)
{
    /// <summary>The record that is read when none is named.</summary>
    public string DefaultRecord { get; } = options.Record ?? DemoRecord.Folder;

    /// <summary>How a record is named in a case: a server as it was given, a path in full.</summary>
    public string NameOf(string? record)
    {
        string named = string.IsNullOrWhiteSpace(record) ? DefaultRecord : record.Trim();
        return sources.IsServer(named) ? named : Path.GetFullPath(named);
    }

    /// <summary>Whether a record's times may lie in the future: dates of research data are moved to hide them.</summary>
    public bool HasMovedTimes(string? record) => sources.HasMovedTimes(NameOf(record));

    /// <summary>The patients of a record, in the order of their ids, and what could not be read, each with cause and remedy.</summary>
    /// <param name="record">A server, a file or a folder.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="UserErrorException">There is nothing to read, or no patient in it.</exception>
    public async Task<(IReadOnlyList<PatientEntry> Patients, IReadOnlyList<string> Issues)> ListAsync(string record, CancellationToken cancellationToken)
    {
        if (Missing(record) is { } missing)
        {
            throw new UserErrorException(missing, exitCode: 2);
        }

        FolderSurvey survey = await Find(record).SurveyAsync(cancellationToken);
        if (survey.Patients.Count == 0)
        {
            string why = survey.Issues.Count == 0 ? "Give a FHIR R4 server, a bundle (.json, .ndjson), a patient database (patient_ID.db) or a folder of them." : $"Not everything could be read: {survey.Issues[0]}";
            throw new UserErrorException($"{record} holds no Patient resource. {why}", exitCode: 2);
        }

        IReadOnlyDictionary<string, int> films = sources.IsServer(record) ? new Dictionary<string, int>() : FilmCensus.Count(record);
        IReadOnlyList<PatientEntry> patients = [.. survey.Patients
            .OrderBy(static patient => patient.Id, StringComparer.Ordinal)
            .Select(patient => new PatientEntry(patient.Id, patient.Name, patient.BirthDate, films.GetValueOrDefault(patient.Id), patient.Problem))];
        return (patients, survey.Issues);
    }

    /// <summary>What is wrong with asking about a patient, or null when nothing is.</summary>
    public async Task<IntakeProblem?> FindAsync(string record, string patient, CancellationToken cancellationToken)
    {
        if (Missing(record) is { } missing)
        {
            return new IntakeProblem("no-record", "There is no record to read.", missing);
        }

        if (!sources.TryFind(record, out IRecordSource? source, out string? refused))
        {
            return new IntakeProblem("record-refused", "The record may not be asked for.", refused);
        }

        PatientCheck check = await source.CheckAsync(patient, cancellationToken);
        return check switch
        {
            { Found: true } => null,
            { Absent: true } => new IntakeProblem("unknown-patient", "The patient is not in the record.", check.Problem!),
            _ => new IntakeProblem("record-unavailable", "The record cannot be read now.", check.Problem!),
        };
    }

    private IRecordSource Find(string record) => sources.TryFind(record, out IRecordSource? source, out string? refused)
        ? source
        : throw new UserErrorException($"{record} may not be asked for. {refused}", exitCode: 2);

    private string? Missing(string record) => sources.IsServer(record) || File.Exists(record) || Directory.Exists(record)
        ? null
        : $"{record} is not there. Give a FHIR server, a FHIR file (.json, .ndjson), a patient database (patient_ID.db) or a folder of them.";
}
