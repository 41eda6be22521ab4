using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>An HTTP server on a free loopback port whose answers a test writes. Every request is kept, with the body it had.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _ordinal;

    private ScriptedServer(WebApplication app)
    {
        _app = app;
    }

    public Uri Base { get; private set; } = null!;

    /// <summary>The requests so far, in order: method, path with query, headers, body.</summary>
    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    public static async Task<ScriptedServer> StartAsync(Func<ScriptedServer, ScriptedRequest, HttpContext, Task> answer)
    {
        WebApplication app = Loopback.Build();
        var server = new ScriptedServer(app);
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var request = new ScriptedRequest(
                Interlocked.Increment(ref server._ordinal),
                http.Request.Method,
                http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
                http.Request.Headers.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            server.Requests.Enqueue(request);
            await answer(server, request, http);
        });
        await app.StartAsync();
        server.Base = new Uri(Loopback.AddressOf(app), "fhir/");
        return server;
    }

    public static async Task JsonAsync(HttpContext http, string json, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/fhir+json";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
