using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Who can be asked about: the patients of FHIR files, with the films that lie beside them.</summary>
public sealed class PatientCatalogue(ClinSeekOptions options)
{
    /// <summary>The record that is read when none is named.</summary>
    public string DefaultRecord { get; } = options.Record ?? DemoRecord.Folder;

    /// <summary>The patients of a file or folder, in the order of their ids.</summary>
    /// <param name="record">The file or folder.</param>
    /// <param name="issues">What could not be read, each with cause and remedy; empty when everything could.</param>
    /// <exception cref="UserErrorException">There is nothing to read, or no patient in it.</exception>
    public IReadOnlyList<PatientEntry> List(string record, out IReadOnlyList<string> issues)
    {
        FolderSurvey survey = Survey(record);
        issues = survey.Issues;
        IReadOnlyList<PatientListing> patients = survey.Patients;
        if (patients.Count == 0)
        {
            string why = issues.Count == 0 ? "Give a FHIR R4 bundle (.json, .ndjson) or a folder of them." : $"Not everything could be read: {issues[0]}";
            throw new UserErrorException($"{record} holds no Patient resource. {why}", exitCode: 2);
        }

        IReadOnlyDictionary<string, int> films = FilmCensus.Count(record);
        return [.. patients
            .OrderBy(static patient => patient.Id, StringComparer.Ordinal)
            .Select(patient => new PatientEntry(patient.Id, patient.Name, patient.BirthDate, films.GetValueOrDefault(patient.Id), patient.Problem))];
    }

    /// <summary>What is wrong with asking about a patient, or null when nothing is.</summary>
    public IntakeProblem? Find(string record, string patient)
    {
        FolderSurvey survey;
        try
        {
            survey = Survey(record);
        }
        catch (UserErrorException missing)
        {
            return new IntakeProblem("no-record", "There is no record to read.", missing.Message);
        }

        string id = patient.StartsWith("Patient/", StringComparison.Ordinal) ? patient["Patient/".Length..] : patient;
        if (survey.Patients.Any(known => string.Equals(known.Id, id, StringComparison.Ordinal)))
        {
            return null;
        }

        string unread = survey.Issues.Count == 0 ? "" : $" Not everything could be read: {survey.Issues[0]}";
        return survey.Patients.Count == 0
            ? new IntakeProblem("unknown-patient", "There is no patient in the record.", $"{record} holds no Patient resource.{unread}")
            : new IntakeProblem("unknown-patient", "The patient is not in the record.", $"{record} has {survey.Patients.Count} others; `patients` lists them.{unread}");
    }

    private static FolderSurvey Survey(string record)
    {
        if (!File.Exists(record) && !Directory.Exists(record))
        {
            throw new UserErrorException($"{record} is not there. Give a FHIR file (.json, .ndjson) or a folder of them.", exitCode: 2);
        }

        return FhirFiles.Survey(record, FhirFileOptions.Default);
    }
}
