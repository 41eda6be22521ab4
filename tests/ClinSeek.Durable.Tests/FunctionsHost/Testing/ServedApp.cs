using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Durable.Tests.FunctionsHost.Testing;

/// <summary>A custom handler in this process, spoken to over HTTP as the Functions host does.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private ServedApp(WebApplication app, Uri address)
    {
        this.app = app;
        http = new HttpClient { BaseAddress = address };
    }

    public int HandledEvents { get; private set; }

    public static DurableTaskRegistry Tasks { get; } = new DurableTaskRegistry()
        .AddOrchestratorFunc<string?, string>("Main", async (context, input) =>
        {
            context.SetCustomStatus(input);
            return await context.CallActivityAsync<string>("Greet", input);
        })
        .AddActivityFunc<string?, string>("Greet", (_, name) => Task.FromResult($"Hello {name}"))
        .AddActivityFunc<string?, string>("Where", (context, _) => Task.FromResult($"{context.Name} of {context.InstanceId}"))
        .AddActivityFunc<string?, string>("Fail", (_, text) => throw new InvalidDataException(text))
        .AddActivityFunc<string?, string>("Starve", (_, _) => Task.FromResult(new string('x', int.MaxValue)));

    public static async Task<ServedApp> StartAsync(IResultCodec? codec = null)
    {
        var server = await HandlerServer.ListenAsync(0);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.AddSingleton<TimeProvider>(new HastyTime());
        ServedApp? served = null;
        var functions = new FunctionRegistry()
            .AddDurable(Tasks)
            .AddHttp("Start", "things", "POST")
            .AddProxy("Rest", "{*path}", "GET", "POST")
            .AddTimer("Tick", "0 * * * * *", (_, _) =>
            {
                served!.HandledEvents++;
                return Task.CompletedTask;
            })
            .AddQueue("Take", "q", "S", (invocation, _) => throw new InvalidDataException(invocation.ReadQueueMessage().Text));
        builder.Services.AddFunctionsHost(functions, Tasks, new DurableTaskWorkerOptions { Codec = codec ?? EnvelopeCodec.Instance });
        var app = builder.Build();
        app.UseFunctionsHost();
        app.UseRouting();
        app.MapPost("/api/things", StartThingAsync);
        app.MapGet("/api/things/{id}", (string id) => $"thing {id}");
        app.MapGet("/api/old", () => Results.Redirect("/api/things/1"));
        await app.StartAsync();
        server.Open();
        served = new ServedApp(app, new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()));
        return served;
    }

    /// <summary>Posts an envelope, chunked as the host does.</summary>
    public Task<(int Status, string? Reason, string Body)> InvokeAsync(string function, string envelope) =>
        InvokeAsync(function, Encoding.UTF8.GetBytes(envelope));

    public async Task<(int Status, string? Reason, string Body)> InvokeAsync(string function, params byte[][] envelope)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + function);
        request.Content = new ChunkedContent(envelope);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", "invocation-1");
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return ((int)response.StatusCode, response.ReasonPhrase, body);
    }

    public Task<OrchestratorResponse> TurnAsync(string function, string envelope) => TurnAsync(function, Encoding.UTF8.GetBytes(envelope));

    public async Task<OrchestratorResponse> TurnAsync(string function, params byte[][] envelope)
    {
        var (status, _, body) = await InvokeAsync(function, envelope);
        status.ShouldBe(200);
        return EnvelopedTurn.Decode(Encoding.UTF8.GetBytes(body));
    }

    public async Task<JsonElement> AnswerAsync(string function, string envelope)
    {
        var (status, _, body) = await InvokeAsync(function, envelope);
        status.ShouldBe(200);
        return JsonDocument.Parse(body).RootElement;
    }

    public Task<HttpResponseMessage> GetAsync(string address) => http.GetAsync(new Uri(address, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private static async Task StartThingAsync(HttpContext context)
    {
        if (context.Features.Get<LostBodyFeature>() is not null)
        {
            context.Response.StatusCode = StatusCodes.Status411LengthRequired;
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["X-Many"] = new[] { "a", "b" };
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/api/things/1";
        await context.Response.WriteAsJsonAsync(new
        {
            body,
            query = context.Request.Query["x"].ToArray(),
            client = context.Features.Get<DurableClientFeature>()?.Binding,
            id = context.TraceIdentifier,
        });
    }

    private sealed class ChunkedContent(byte[][] pieces) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            foreach (var piece in pieces)
                await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>Pauses end at once.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
