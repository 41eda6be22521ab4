using System.Globalization;
using System.Text.Json;
using ClinSeek.Durable.Client;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>The parameters and the body of a call, read strictly: a parameter that cannot be read is an error, never left out.</summary>
internal static class ManagementRequest
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static string? Text(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public static bool Flag(HttpRequest request, string name, bool otherwise) => Text(request, name) is not { } text ? otherwise
        : bool.TryParse(text, out var flag) ? flag
        : throw Unreadable(name, "true or false");

    public static int? Number(HttpRequest request, string name) => Text(request, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw Unreadable(name, "a whole number above 0");

    public static TimeSpan? Seconds(HttpRequest request, string name) => Text(request, name) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue / 1000 ? TimeSpan.FromSeconds(seconds)
        : throw Unreadable(name, "a number of seconds");

    public static DateTimeOffset? Time(HttpRequest request, string name) => Text(request, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw Unreadable(name, "a time such as 2026-01-31T12:00:00Z");

    public static OrchestrationRuntimeStatus[]? Statuses(HttpRequest request)
    {
        if (Text(request, "runtimeStatus") is not { } text)
            return null;
        return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word =>
            Enum.TryParse<OrchestrationRuntimeStatus>(word, ignoreCase: true, out var status) && Enum.IsDefined(status)
                ? status : throw Unreadable("runtimeStatus", $"a list of {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}"))];
    }

    /// <summary>The body as JSON text as it was given; null for an empty one.</summary>
    /// <exception cref="ArgumentException">It is not JSON.</exception>
    public static async Task<RawJson?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var _ = JsonDocument.Parse(text, Deep);
            return new RawJson(text);
        }
        catch (JsonException)
        {
            throw new ArgumentException("The body is not valid JSON.");
        }
    }

    private static ArgumentException Unreadable(string name, string form) => new($"The query parameter '{name}' must be {form}.");
}
