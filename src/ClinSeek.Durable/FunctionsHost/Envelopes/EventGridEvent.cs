using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>The value of an <c>eventGridTrigger</c> binding, in the Event Grid schema or as a CloudEvent. Delivered at least once.</summary>
/// <param name="Id">The event's id, unique for its source.</param>
/// <param name="Type">What happened.</param>
/// <param name="Source">Who reports it: the topic or the CloudEvent's source.</param>
/// <param name="Subject">What it happened to, or null.</param>
/// <param name="Data">The publisher's own object.</param>
public sealed record EventGridEvent(string Id, string Type, string Source, string? Subject, JsonElement Data)
{
    /// <exception cref="MalformedEnvelopeException">The value is no event of either schema.</exception>
    public static EventGridEvent Read(EnvelopeValue value)
    {
        using var document = value.ReadDocument();
        var published = document.RootElement;
        if (published.ValueKind != JsonValueKind.Object
            || (Text(published, "eventType") ?? Text(published, "type")) is not { Length: > 0 } type
            || Text(published, "id") is not { Length: > 0 } id)
        {
            throw new MalformedEnvelopeException("The value of the eventGridTrigger binding is no event: it has no type or no id.");
        }

        return new EventGridEvent(
            id,
            type,
            Text(published, "topic") ?? Text(published, "source") ?? "",
            Text(published, "subject"),
            published.TryGetProperty("data", out var data) ? data.Clone() : default);
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
