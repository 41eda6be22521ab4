using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Searches a server for what the rules match, or reads through FHIR files.</summary>
internal sealed class RecordScan(PatientCatalogue patients, RecordSources sources, TimeProvider time) : IResourceScan
{
    public async IAsyncEnumerable<JsonElement> ScanAsync(NotificationSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string record = patients.NameOf(source.Record);
        if (sources.IsServer(record))
        {
            IFhirReader reader = sources.Reader(record) ?? throw new IOException("The server of a notification source is not on the allow-list. Name it under Fhir:Servers.");
            foreach (string criteria in source.Rules.Select(static rule => rule.Criteria).Distinct(StringComparer.Ordinal))
            {
                await foreach (JsonElement resource in reader.SearchAsync(criteria, time.GetUtcNow() - source.CatchUp, cancellationToken))
                {
                    yield return resource;
                }
            }

            yield break;
        }

        foreach (JsonElement resource in FhirFiles.Scan(record, FhirFileOptions.Default, cancellationToken))
        {
            yield return resource;
        }
    }
}
