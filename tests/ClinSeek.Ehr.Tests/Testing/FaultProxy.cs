using System.Text;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>Stands between a client and a real server and does to its answers what networks, gateways and servers do.</summary>
internal sealed class FaultProxy(Uri target, Func<ScriptedRequest, HttpContext, FaultProxy, Task<bool>> fault) : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private ScriptedServer? _server;

    public Uri Base { get; private set; } = null!;

    public IEnumerable<ScriptedRequest> Requests => _server!.Requests;

    public static async Task<FaultProxy> StartAsync(Uri target, Func<ScriptedRequest, HttpContext, FaultProxy, Task<bool>> fault)
    {
        var proxy = new FaultProxy(target, fault);
        proxy._server = await ScriptedServer.StartAsync(proxy.AnswerAsync);
        proxy.Base = new Uri(proxy._server.Base, target.AbsolutePath);
        return proxy;
    }

    /// <summary>The real server's answer, with its own address replaced by the proxy's.</summary>
    public async Task<(int Status, string? MediaType, byte[] Body)> AskAsync(ScriptedRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(target, request.Target));
        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.Headers["Content-Type"]);
        }

        using HttpResponseMessage response = await _client.SendAsync(message);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(),
            Encoding.UTF8.GetBytes(text.Replace(target.GetLeftPart(UriPartial.Authority), Base.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _client.Dispose();
    }

    private async Task AnswerAsync(ScriptedServer server, ScriptedRequest request, HttpContext http)
    {
        if (await fault(request, http, this))
        {
            return;
        }

        (int status, string? mediaType, byte[] body) = await AskAsync(request);
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        await http.Response.Body.WriteAsync(body);
    }
}
