using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Triggers.Notifications;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Triggers.EventGrid;

/// <summary>
/// Starts cases from FHIR events by the rules of the notification source that names the event's FHIR service. The event
/// only says that a resource is there; it is looked for in the source's record, and what is not there starts nothing. A
/// repeat starts nothing again, since the case's id comes from the resource's version.
/// </summary>
internal sealed partial class FhirEventReceiver(
    IOptions<NotificationOptions> options, NotificationReceiver receiver, IResourceScan scan, ILogger<FhirEventReceiver> log)
{
    public async Task ReceiveAsync(EventGridEvent published, CancellationToken cancellationToken)
    {
        if (FhirResourceEvent.Read(published) is not { } announced)
        {
            LogPassedOver(log, published.Type);
            return;
        }

        int read = 0;
        foreach ((string name, NotificationSource source) in options.Value.Sources.Where(source => Concerns(source.Value, announced)))
        {
            await foreach (JsonElement resource in scan.ScanAsync(source, cancellationToken))
            {
                if (announced.Names(resource))
                {
                    read++;
                    await receiver.ReceiveAsync(name, source, resource, cancellationToken);
                }
            }
        }

        LogReceived(log, announced.Type, read);
    }

    private static bool Concerns(NotificationSource source, FhirResourceEvent announced) =>
        string.Equals(source.FhirService, announced.Service, StringComparison.OrdinalIgnoreCase)
        && source.Rules.Any(rule => rule.Criteria.Split('?')[0] == announced.Type);

    [LoggerMessage(3101, LogLevel.Information, "An event of type {Type} was taken and starts nothing.")]
    private static partial void LogPassedOver(ILogger log, string type);

    [LoggerMessage(3102, LogLevel.Information, "An event about a resource of type {Type} was taken; {Read} such resources were read by the rules of its sources.")]
    private static partial void LogReceived(ILogger log, string type, int read);
}
