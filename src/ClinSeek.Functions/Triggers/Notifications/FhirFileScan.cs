using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Scans FHIR files.</summary>
internal sealed class FhirFileScan(PatientCatalogue patients) : IResourceScan
{
    public async IAsyncEnumerable<JsonElement> ScanAsync(string? record, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (JsonElement resource in FhirFiles.Scan(record ?? patients.DefaultRecord, FhirFileOptions.Default, cancellationToken))
        {
            yield return resource;
        }
    }
}
