using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Who can be asked about: the patients of FHIR files, with the films that lie beside them.</summary>
public sealed class PatientCatalogue(ClinSeekOptions options)
{
    /// <summary>The record that is read when none is named.</summary>
    public string DefaultRecord { get; } = options.Record ?? DemoRecord.Folder;

    /// <summary>The patients of a file or folder, in the order of their ids.</summary>
    /// <exception cref="UserErrorException">There is nothing to read.</exception>
    public IReadOnlyList<PatientEntry> List(string record)
    {
        IReadOnlyList<PatientListing> patients = Survey(record).Patients;
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
        string known = survey.Patients.Count == 0 ? "It holds no Patient resource." : $"It has {survey.Patients.Count}; `patients` lists them.";
        return new IntakeProblem("unknown-patient", "The patient is not in the record.", $"{record} has no such patient. {known}{unread}");
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
