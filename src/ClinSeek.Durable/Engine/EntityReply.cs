using System.Text.Json;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>
/// Stands where an entity would. Entities (<c>@name@key</c>) have no host in this engine: a signal is dropped, a call or
/// lock request is answered with a failure, so that its caller does not wait for ever.
/// </summary>
internal static class EntityReply
{
    public static bool IsEntity(string instanceId) => instanceId.StartsWith('@');

    /// <summary>The answer to a message for an entity, or null where it asks for none.</summary>
    public static HistoryEvent? To(string entityId, string? request, DateTime at)
    {
        if (request is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(request);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("id", out var id) || id.GetString() is not { } name)
                return null;
            if (root.TryGetProperty("signal", out var signal) && signal.ValueKind == JsonValueKind.True)
                return null;

            var message = $"Entity '{entityId}' was not called: the embedded engine does not host entities. Run under Azure Functions to use them.";
            var answer = JsonSerializer.Serialize(new
            {
                exceptionType = "EntitiesNotHosted",
                failureDetails = new { ErrorType = "EntitiesNotHosted", ErrorMessage = message, IsNonRetriable = true },
            });
            return EngineEvents.EventRaised(at, name, answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
