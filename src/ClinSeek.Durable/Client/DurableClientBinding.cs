using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable.Client;

/// <summary>
/// Where the management API of a task hub is and what every call to it must carry. Comes with each invocation of a
/// function that has a <c>durableClient</c> binding; it is good for that invocation, and the query holds a secret key.
/// </summary>
public sealed class DurableClientBinding
{
    /// <param name="baseAddress">The API's base, such as <c>http://localhost:7071/runtime/webhooks/durabletask</c>.</param>
    /// <param name="requiredQuery">What each call's query must hold, such as <c>code=...</c>; may be empty.</param>
    public DurableClientBinding(Uri baseAddress, string? requiredQuery = null)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri || baseAddress.Scheme is not ("http" or "https"))
            throw new ArgumentException("The base of a management API is an absolute http or https address.", nameof(baseAddress));
        BaseAddress = new Uri(baseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        RequiredQuery = requiredQuery?.Trim().Trim('?', '&') ?? string.Empty;
    }

    public Uri BaseAddress { get; }

    /// <summary>Secret: holds the system key. Never logged.</summary>
    public string RequiredQuery { get; }

    /// <summary>The hub's name; null where the host does not tell it.</summary>
    public string? TaskHub { get; init; }

    /// <summary>Reads the value of a <c>durableClient</c> binding.</summary>
    /// <exception cref="FormatException">It is not such a value, or offers no HTTP address.</exception>
    public static DurableClientBinding Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            // Older extensions have the HTTP address under baseUrl; newer ones leave that null.
            var address = Text(document.RootElement, "httpBaseUrl") ?? Text(document.RootElement, "baseUrl");
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new DurableClientBinding(uri, Text(document.RootElement, "requiredQueryStringParameters"))
                {
                    TaskHub = Text(document.RootElement, "taskHubName"),
                }
                : throw new FormatException("The durableClient binding offers no HTTP address (httpBaseUrl).");
        }
        catch (JsonException exception)
        {
            // The message of a JsonException never quotes the text, which holds a key.
            throw new FormatException("The value of the durableClient binding is not JSON.", exception);
        }
    }

    /// <summary>The address of a call. Segments are escaped here; parameters without a value are left out.</summary>
    public Uri Address(IEnumerable<string> segments, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder(RequiredQuery);
        foreach (var (name, value) in parameters)
            if (value is not null)
                query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        var path = string.Join('/', segments.Select(Uri.EscapeDataString));
        return new Uri(BaseAddress, query.Length == 0 ? path : $"{path}?{query}");
    }

    public override string ToString() => $"{BaseAddress} (hub {TaskHub ?? "unnamed"})";

    private static string? Text(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new FormatException("The value of the durableClient binding is not a JSON object.");
        foreach (var property in value.EnumerateObject())
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String)
                return property.Value.GetString();
        return null;
    }
}
