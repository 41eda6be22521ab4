using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A loopback proxy before a service that harms what a test names: answers in its place, loses answers, breaks connections, waits.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _target;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ConcurrentQueue<string> _seen = new();

    private FaultyProxy(WebApplication app, Uri target)
    {
        _app = app;
        _target = target;
    }

    /// <summary>What befalls a request; null lets it through unharmed.</summary>
    public Func<HttpRequest, ProxyFault?> Fault { get; set; } = static _ => null;

    /// <summary>Method, path and query of every request so far.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    /// <summary>The proxy's address, with the target's path.</summary>
    public Uri Address { get; private set; } = null!;

    public static async Task<FaultyProxy> StartAsync(Uri target)
    {
        WebApplication app = Loopback.Build(kestrel: static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var proxy = new FaultyProxy(app, target);
        app.Run(proxy.PassAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        proxy.Address = new Uri(Loopback.AddressOf(app), target.AbsolutePath);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        _seen.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        ProxyFault? fault = Fault(context.Request);
        if (fault?.Delay is { } delay)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        if (fault is { Status: { } status })
        {
            context.Response.StatusCode = status;
            foreach ((string name, string value) in fault.Headers)
            {
                context.Response.Headers[name] = value;
            }

            return;
        }

        if (fault is { Cut: true })
        {
            context.Abort();
            return;
        }

        using HttpResponseMessage answer = await ForwardAsync(context.Request);
        if (fault is { LoseAnswer: true })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers).Where(static header => header.Key is not "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request)
    {
        // Its bytes have to be as they came: the path and the headers are signed.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target, request.Path + request.QueryString.Value));
        if (request.ContentLength is not null)
        {
            message.Content = new ByteArrayContent(body.ToArray());
        }

        foreach ((string name, var values) in request.Headers.Where(static header => header.Key is not ("Host" or "Content-Length" or "Connection")))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return await _http.SendAsync(message);
    }
}
