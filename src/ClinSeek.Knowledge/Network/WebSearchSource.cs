using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>
/// Web search through a SearXNG instance (<c>GET /search?format=json</c>) or a Serper-style service (<c>POST /search</c>
/// with a key). Results on hosts that are not allowed are dropped; pages are fetched from allowed hosts only.
/// </summary>
public sealed class WebSearchSource(WebSearchOptions options, GuardedHttp service, GuardedHttp pages, FetchPolicy pagePolicy, TimeProvider time) : IKnowledgeSource
{
    private const int SummaryCharacters = 400;

    private readonly WebPageReader reader = new(pages, time);

    /// <inheritdoc/>
    public string Name => "web";

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public bool Opens(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? target) && target.Scheme is "https" or "http";

    /// <inheritdoc/>
    public async Task<SourceResults> SearchAsync(string query, int count, CancellationToken cancellationToken)
    {
        Uri endpoint = new(options.Endpoint);
        Fetched answer = options.Kind == WebSearchKind.Serper
            ? await service.SendAsync(target => Serper(target, query, count), endpoint, cancellationToken)
            : await service.GetAsync(new Uri(endpoint, $"?q={Uri.EscapeDataString(query)}&format=json"), cancellationToken);
        JsonElement[] rows = Rows(answer, options.Kind == WebSearchKind.Serper ? "organic" : "results");
        List<SourceHit> hits = [.. rows.Select(row => Hit(row, options.Kind == WebSearchKind.Serper ? ("link", "snippet") : ("url", "content"))).OfType<SourceHit>()];
        int dropped = hits.RemoveAll(hit => !pagePolicy.Allows(new Uri(hit.Address)));
        return new SourceResults([.. hits.Take(count).Select(static (hit, place) => hit with { Score = 1.0 / (place + 1) })], hits.Count)
        {
            Note = dropped > 0 ? $"{dropped} web results on hosts that are not allowed were left out." : null,
        };
    }

    /// <inheritdoc/>
    public async Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken) =>
        await reader.ReadAsync(new Uri(address), source, cancellationToken);

    private HttpRequestMessage Serper(Uri target, string query, int count)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = JsonContent.Create(new Dictionary<string, object> { ["q"] = query, ["num"] = count }),
        };
        message.Headers.Add("X-API-KEY", options.Key);
        return message;
    }

    private static JsonElement[] Rows(Fetched answer, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Content);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement rows) && rows.ValueKind == JsonValueKind.Array
                ? [.. rows.EnumerateArray().Select(static row => row.Clone())]
                : [];
        }
        catch (JsonException error)
        {
            throw new SourceException($"{answer.Address.Host} sent no JSON; a SearXNG instance must have the format json switched on.", error);
        }
    }

    private static SourceHit? Hit(JsonElement row, (string Address, string Summary) names)
    {
        if (Text(row, names.Address) is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out Uri? target) || !target.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return null;
        }

        string summary = Text(row, names.Summary) ?? string.Empty;
        string[] lines = [.. TextWrap.Lines(summary[..Math.Min(summary.Length, SummaryCharacters)]).Where(static line => line.Length > 0)];
        return new SourceHit(address, Text(row, "title") is { Length: > 0 } title ? title : target.Host, lines, null, 0);
    }

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.ReplaceLineEndings(" ").Trim() : null;
}
