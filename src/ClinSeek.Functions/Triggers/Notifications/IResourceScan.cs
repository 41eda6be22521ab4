using System.Text.Json;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Looks for what may have been notified, for a catch-up after an empty ping.</summary>
internal interface IResourceScan
{
    /// <summary>
    /// At least the resources that the source's rules match: of a FHIR server those updated within the source's catch-up time, of files
    /// all. Unreadable files are passed over.
    /// </summary>
    /// <exception cref="IOException">The server could not be searched, or not to the end.</exception>
    IAsyncEnumerable<JsonElement> ScanAsync(NotificationSource source, CancellationToken cancellationToken);
}
