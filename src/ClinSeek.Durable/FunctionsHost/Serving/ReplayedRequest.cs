using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// A caller's request out of an envelope, as a context of its own for the pipeline that serves the same address locally;
/// its answer is collected for the envelope.
/// </summary>
internal sealed class ReplayedRequest : IHttpRequestBodyDetectionFeature, IDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Proxy-Connection", "TE", "Trailer",
    };

    private readonly MemoryStream answer = new();

    public ReplayedRequest(HttpTriggerRequest request, FunctionCall call, IServiceProvider services)
    {
        CanHaveBody = request.Body is { Length: > 0 };
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = request.Method,
            Protocol = "HTTP/1.1",
            Scheme = request.Url.Scheme,
            Path = Uri.UnescapeDataString(request.Url.AbsolutePath),
            QueryString = request.Url.Query,
            RawTarget = request.Url.PathAndQuery,
            Headers = Headers(request),
            Body = new MemoryStream(request.Body ?? [], writable: false),
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        features.Set<IHttpRequestBodyDetectionFeature>(this);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = call.Cut });
        features.Set(call.Http.Features.Get<IHttpConnectionFeature>());
        if (request.LostItsBody)
            features.Set(new LostBodyFeature());
        Context = new DefaultHttpContext(features) { RequestServices = services, TraceIdentifier = call.InvocationId };
    }

    public DefaultHttpContext Context { get; }

    public bool CanHaveBody { get; }

    /// <summary>Writes what the pipeline answered.</summary>
    public async Task WriteAnswerAsync(AnswerBuffer output)
    {
        await Context.Response.CompleteAsync();
        var headers = Context.Response.Headers
            .Where(header => !OfTheConnection.Contains(header.Key))
            .Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value!)));
        InvocationAnswer.WriteHttp(output, FunctionBinding.Response, Context.Response.StatusCode, headers, answer.GetBuffer().AsSpan(0, (int)answer.Length));
    }

    public void Dispose() => answer.Dispose();

    private static HeaderDictionary Headers(HttpTriggerRequest request)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in request.Headers)
            if (!OfTheConnection.Contains(name))
                headers[name] = values;
        headers.TryAdd("Host", request.Url.Authority);
        headers.ContentLength = request.Body?.Length;
        return headers;
    }
}
