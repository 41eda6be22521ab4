using System.Text.Json;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Classic FHIR R4 rest-hook: an empty POST, a POST with a resource, or a PUT to <c>{type}/{id}</c>. Answers 2xx without a body.</summary>
internal static class NotificationEndpoints
{
    private const int LargestBody = 16 * 1024 * 1024;
    private static readonly string[] Verbs = [HttpMethods.Post, HttpMethods.Put];

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/fhir/notifications").WithTags("FHIR notifications");
        group.MapMethods("{source}", Verbs, static (string source, HttpContext http, NotificationReceiver receiver) => ReceiveAsync(source, null, null, http, receiver))
            .WithName("Notify").WithSummary("FHIR R4 rest-hook, with or without a resource");
        group.MapMethods("{source}/{type}/{id}", Verbs, static (string source, string type, string id, HttpContext http, NotificationReceiver receiver) =>
                ReceiveAsync(source, type, id, http, receiver))
            .WithName("NotifyResource").WithSummary("FHIR R4 rest-hook with the resource in the path");
    }

    private static async Task<IResult> ReceiveAsync(string source, string? type, string? id, HttpContext http, NotificationReceiver receiver)
    {
        if (receiver.Authenticate(source, http.Request.Headers.Authorization) is not { } settings)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "unknown-notifier", "The notifier is not known.",
                "Send `Authorization: Bearer SECRET` with the secret that is configured for this source.");
        }

        if (http.Request.ContentLength > LargestBody)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "large-notification", "The notification is too large.", "Send 16 MiB at most, or an empty ping.");
        }

        (JsonElement? resource, bool empty) = await ReadAsync(http.Request, http.RequestAborted);
        if (resource is null && !empty)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "unreadable-notification", "The body is not a FHIR resource in JSON.",
                "Send application/fhir+json, or an empty ping.");
        }

        if (resource is { } sent && NotifiedResource.Read(sent) is { } notified && type is not null && (notified.Type != type || notified.Id != id))
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "mismatched-notification", "Path and body name different resources.",
                "PUT the resource to {endpoint}/{type}/{id} with its own type and id.");
        }

        await (resource is { } body
            ? receiver.ReceiveAsync(source, settings, body, http.RequestAborted)
            : receiver.CatchUpAsync(source, settings, http.RequestAborted));
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<(JsonElement? Resource, bool Empty)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        ReadOnlyMemory<byte> bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        // XML says no more to us than a ping does: something matched.
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty || request.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true)
        {
            return (null, true);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? (document.RootElement.Clone(), false) : (null, false);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }
}
