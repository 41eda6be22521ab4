using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>A server's bulk export as a record source; patients are listed and looked up over REST.</summary>
internal sealed class BulkSource(string name, FhirHttp http, BulkOptions options, IRecordSource rest) : IRecordSource
{
    public string Name => name;

    public Task<RecordPull> PullAsync(string patientId, PullOptions pull, CancellationToken cancellationToken) =>
        new BulkPull(http, name, options, pull).RunAsync(PullAssembly.IdOf(patientId), cancellationToken);

    public Task<FolderSurvey> SurveyAsync(CancellationToken cancellationToken) => rest.SurveyAsync(cancellationToken);

    public Task<PatientCheck> CheckAsync(string patientId, CancellationToken cancellationToken) => rest.CheckAsync(patientId, cancellationToken);
}
