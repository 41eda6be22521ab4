using Azure;
using Azure.Core.Pipeline;
using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>An index of Azure AI Search, by full-text query. Which of its fields are what is configured. Addresses are <c>azure-search:KEY</c>.</summary>
public sealed class AzureSearchSource : IKnowledgeSource
{
    private const string Scheme = "azure-search:";
    private const int SummaryLines = 3;
    private const int MaxDocument = 4_000_000;

    private readonly AzureSearchOptions options;
    private readonly SearchClient client;
    private readonly TimeProvider time;

    /// <summary>Binds to an index.</summary>
    /// <param name="options">Endpoint, index and fields.</param>
    /// <param name="http">The guarded client that all requests go through.</param>
    /// <param name="time">The clock.</param>
    /// <param name="credential">An identity where no key is configured.</param>
    public AzureSearchSource(AzureSearchOptions options, HttpClient http, TimeProvider time, Azure.Core.TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.time = time;
        var settings = new SearchClientOptions { Transport = new HttpClientTransport(http) };
        settings.Retry.MaxRetries = 2;
        settings.Retry.NetworkTimeout = options.Timeout;
        settings.Diagnostics.IsLoggingEnabled = false;
        settings.Diagnostics.IsDistributedTracingEnabled = false;
        Uri endpoint = new(options.Endpoint);
        client = options.Key is { Length: > 0 } key
            ? new SearchClient(endpoint, options.Index, new AzureKeyCredential(key), settings)
            : new SearchClient(endpoint, options.Index, credential ?? throw new InvalidOperationException("Azure AI Search needs a key or an identity."), settings);
    }

    /// <inheritdoc/>
    public string Name => "azure-search";

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public bool Opens(string address) => address is not null && address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public Task<SourceResults> SearchAsync(string query, int count, CancellationToken cancellationToken) => GuardAsync(
        async token =>
        {
            var search = new SearchOptions { Size = count, IncludeTotalCount = true };
            foreach (string field in new[] { options.KeyField, options.TitleField, options.TextField })
            {
                search.Select.Add(field);
            }

            SearchResults<SearchDocument> found = await client.SearchAsync<SearchDocument>(query, search, token);
            var hits = new List<SourceHit>();
            await foreach (SearchResult<SearchDocument> result in found.GetResultsAsync().WithCancellation(token))
            {
                if (hits.Count == count)
                {
                    break;
                }

                hits.Add(Hit(result, query));
            }

            return new SourceResults(hits, (int)Math.Min(int.MaxValue, found.TotalCount ?? hits.Count));
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken) => GuardAsync<KnowledgePage?>(
        async token =>
        {
            SearchDocument document;
            try
            {
                document = await client.GetDocumentAsync<SearchDocument>(address[Scheme.Length..], cancellationToken: token);
            }
            catch (RequestFailedException error) when (error.Status == 404)
            {
                return null;
            }

            string[] lines = Lines(Text(document, options.TextField));
            List<string> all = [.. source ? TextWrap.Lines(document.ToString() ?? string.Empty) : lines];
            if (!source && options.SourceField is { Length: > 0 } field && Text(document, field) is { Length: > 0 } publication)
            {
                all.Add(string.Empty);
                all.AddRange(TextWrap.Lines("Source: " + publication));
            }

            return new KnowledgePage
            {
                Kind = source ? PageKind.Source : PageKind.Document,
                Address = (source ? PageAddress.Source : string.Empty) + address,
                Title = Text(document, options.TitleField) is { Length: > 0 } title ? title : address,
                Lines = all,
                TextLines = lines.Length,
                Source = options.SourceField is { Length: > 0 } name ? Text(document, name) : null,
                RetrievedAt = time.GetUtcNow(),
            };
        },
        cancellationToken);

    private static string[] Lines(string text) =>
        [.. text[..Math.Min(text.Length, MaxDocument)].Split('\n').SelectMany(TextWrap.Lines)];

    private static string Text(SearchDocument document, string field) =>
        document.TryGetValue(field, out object? value) ? value?.ToString() ?? string.Empty : string.Empty;

    private SourceHit Hit(SearchResult<SearchDocument> result, string query)
    {
        string[] lines = Lines(Text(result.Document, options.TextField));
        int best = LineChoice.Best(lines, lines.Length, query);
        string key = Text(result.Document, options.KeyField);
        return new SourceHit(Scheme + key, Text(result.Document, options.TitleField) is { Length: > 0 } title ? title : key, [.. lines.Skip(best).Take(SummaryLines)], best, result.Score ?? 0);
    }

    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"Azure AI Search did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (RequestFailedException error)
        {
            throw new SourceException($"Azure AI Search answered with status {error.Status}; the operator should check its key, index and fields.", error);
        }
        catch (Exception error) when (error is AggregateException or HttpRequestException or IOException or System.Text.Json.JsonException)
        {
            throw new SourceException("Azure AI Search could not be read.", error);
        }
    }
}
