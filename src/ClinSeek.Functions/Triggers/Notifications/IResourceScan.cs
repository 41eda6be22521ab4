using System.Text.Json;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Reads every resource of a record, for a catch-up after an empty ping.</summary>
internal interface IResourceScan
{
    /// <summary>The resources of a FHIR file or folder, the host's default record when null. Unreadable files are passed over.</summary>
    IAsyncEnumerable<JsonElement> ScanAsync(string? record, CancellationToken cancellationToken);
}
