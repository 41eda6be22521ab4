using System.Collections.Concurrent;
using ClinSeek.Functions.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP on the loopback interface and keeps what came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _traces = new();
    private readonly ConcurrentQueue<byte[]> _metrics = new();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Address => Loopback.AddressOf(_app);

    public IReadOnlyList<OtlpSpan> Spans => [.. _traces.SelectMany(OtlpSpan.Read)];

    public IReadOnlyList<string> Instruments => [.. _metrics.SelectMany(OtlpSpan.Instruments).Distinct()];

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplication app = Loopback.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", context => TakeAsync(context, receiver._traces));
        app.MapPost("/v1/metrics", context => TakeAsync(context, receiver._metrics));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, ConcurrentQueue<byte[]> into)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        into.Enqueue(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
