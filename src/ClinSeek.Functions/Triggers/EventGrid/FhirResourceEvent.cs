using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;

namespace ClinSeek.Functions.Triggers.EventGrid;

/// <summary>What Azure Health Data Services tell about a resource: that it is there and where, never its content.</summary>
/// <param name="Service">The FHIR service's host name.</param>
/// <param name="Type">The resource type.</param>
/// <param name="Id">The logical id.</param>
internal sealed record FhirResourceEvent(string Service, string Type, string Id)
{
    private static readonly string[] Types =
        ["Microsoft.HealthcareApis.FhirResourceCreated", "Microsoft.HealthcareApis.FhirResourceUpdated"];

    /// <summary>Reads an event; null for one that announces no resource to look at, such as a deletion or another service's event.</summary>
    public static FhirResourceEvent? Read(EventGridEvent published) =>
        Types.Contains(published.Type, StringComparer.OrdinalIgnoreCase)
        && Text(published.Data, "resourceFhirAccount") is { } service
        && Text(published.Data, "resourceType") is { } type
        && Text(published.Data, "resourceFhirId") is { } id
            ? new FhirResourceEvent(service, type, id)
            : null;

    /// <summary>Whether a resource is the announced one; a later version of it will do.</summary>
    public bool Names(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && Text(resource, "resourceType") == Type && Text(resource, "id") == Id;

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
