namespace ClinSeek.Ehr.Fhir;

/// <summary>Where patients' records come from: files, a FHIR R4 server, or a server's bulk export. Reads only; every call may be repeated.</summary>
public interface IRecordSource
{
    /// <summary>How the source is called in messages; never a secret, never a patient.</summary>
    string Name { get; }

    /// <summary>
    /// Pulls one patient's record. Whatever the source refuses, loses or leaves out is a gap of the result's completeness record;
    /// an unknown patient is a value too.
    /// </summary>
    /// <param name="patientId">The logical id, with or without <c>Patient/</c>.</param>
    /// <param name="options">What to ask for.</param>
    /// <param name="cancellationToken">Stops the pull; a bulk export that was started is cancelled at the server.</param>
    Task<RecordPull> PullAsync(string patientId, PullOptions options, CancellationToken cancellationToken);

    /// <summary>The patients that the source shows, with what could not be read.</summary>
    Task<FolderSurvey> SurveyAsync(CancellationToken cancellationToken);

    /// <summary>Whether the source holds a patient, without pulling the record.</summary>
    Task<PatientCheck> CheckAsync(string patientId, CancellationToken cancellationToken);
}
