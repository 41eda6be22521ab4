using System.Collections.Concurrent;
using System.Text;
using ClinSeek.Imaging.DicomWeb;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>An archive on a free loopback port whose answers a test writes. What is asked is kept as «path?query Accept».</summary>
internal sealed class ScriptedArchive : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _transport = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private ScriptedArchive(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Asked { get; } = new();

    public DicomWebLimits Limits { get; } = new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromSeconds(5) };

    public DicomWebClient Client { get; private set; } = null!;

    /// <summary>Starts one; the answer gets the path below the root and how often it was asked for, from 1.</summary>
    public static async Task<ScriptedArchive> StartAsync(Func<string, int, HttpContext, Task> answer)
    {
        WebApplication app = Loopback.Build();
        var archive = new ScriptedArchive(app);
        var counts = new ConcurrentDictionary<string, int>();
        app.Run(async http =>
        {
            string path = http.Request.Path.Value!["/v2/".Length..];
            string asked = $"{path}{http.Request.QueryString} {http.Request.Headers.Accept}";
            archive.Asked.Enqueue(asked);
            await answer(path, counts.AddOrUpdate(asked, 1, static (_, count) => count + 1), http);
        });
        await app.StartAsync();
        var root = new Uri(Loopback.AddressOf(app), "v2");
        archive.Client = new DicomWebClient(root, archive._transport, archive.Limits, TimeProvider.System);
        return archive;
    }

    public static Task JsonAsync(HttpContext http, string json) => SendAsync(http, "application/dicom+json", Encoding.UTF8.GetBytes(json));

    public static async Task SendAsync(HttpContext http, string type, byte[] body)
    {
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _app.DisposeAsync();
    }
}
