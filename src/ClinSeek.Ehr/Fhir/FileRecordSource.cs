namespace ClinSeek.Ehr.Fhir;

/// <summary>A FHIR file or folder as a record source.</summary>
internal sealed class FileRecordSource(string path, FhirFileOptions options, TimeProvider time) : IRecordSource
{
    public string Name => Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)) is { Length: > 0 } name ? name : path;

    public Task<RecordPull> PullAsync(string patientId, PullOptions pull, CancellationToken cancellationToken) =>
        FhirFiles.PullAsync(path, patientId, time, options, cancellationToken);

    public Task<FolderSurvey> SurveyAsync(CancellationToken cancellationToken) =>
        Task.Run(() => FhirFiles.Survey(path, options, cancellationToken), cancellationToken);

    public async Task<PatientCheck> CheckAsync(string patientId, CancellationToken cancellationToken)
    {
        string id = PullAssembly.IdOf(patientId);
        FolderSurvey survey = await SurveyAsync(cancellationToken);
        if (survey.Patients.Any(patient => string.Equals(patient.Id, id, StringComparison.Ordinal)))
        {
            return PatientCheck.Here;
        }

        string unread = survey.Issues.Count == 0 ? string.Empty : $" Not everything could be read: {survey.Issues[0]}";
        return new PatientCheck(false, true, survey.Patients.Count == 0
            ? $"{path} holds no Patient resource.{unread}"
            : $"{path} has {survey.Patients.Count} others; `patients` lists them.{unread}");
    }
}
