using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ClinSeek.Durable;
using ClinSeek.Durable.Protocol;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>A handler inside the test: records every request and answers what the test says, or runs registered orchestrations.</summary>
internal sealed class ScriptedHandler : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DurableTaskRegistry _registry = new();
    private readonly OrchestrationExecutor _orchestrations;
    private readonly ActivityExecutor _activities;
    private readonly Dictionary<string, RequestDelegate> _answers = new(StringComparer.OrdinalIgnoreCase);

    private ScriptedHandler()
    {
        var options = new DurableTaskWorkerOptions();
        (_orchestrations, _activities) = (new OrchestrationExecutor(_registry, options), new ActivityExecutor(_registry, options));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public ConcurrentQueue<Received> Requests { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ScriptedHandler> StartAsync()
    {
        var handler = new ScriptedHandler();
        await handler._app.StartAsync();
        return handler;
    }

    /// <summary>The last request to a function.</summary>
    public Received Last(string function) => Requests.Last(request => request.Path == "/" + function);

    public int Count(string function) => Requests.Count(request => request.Path == "/" + function);

    public ScriptedHandler Answer(string function, RequestDelegate answer)
    {
        _answers[function] = answer;
        return this;
    }

    public ScriptedHandler Answer(string function, string json, int status = 200, string contentType = "application/json") => Answer(function, context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(json);
    });

    public ScriptedHandler Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> implementation)
    {
        _registry.AddOrchestratorFunc<TOutput>(name, implementation);
        return Answer(name, TurnAsync);
    }

    public ScriptedHandler Activity<TInput, TOutput>(string name, Func<TInput, TOutput> implementation)
    {
        _registry.AddActivityFunc<TInput, TOutput>(name, (_, input) => Task.FromResult(implementation(input)));
        return Answer(name, context => ActivityAsync(context, name));
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Request.Body = await BufferAsync(context.Request);
        string text = await new StreamReader(context.Request.Body, leaveOpen: true).ReadToEndAsync();
        context.Request.Body.Position = 0;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Requests.Enqueue(new Received(
            context.Request.Method, target, context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString()), context.Request.ContentLength, text));
        await (_answers.TryGetValue(context.Request.Path.Value!.TrimStart('/'), out RequestDelegate? answer) ? answer(context) : MissingAsync(context));
    }

    private static async Task<MemoryStream> BufferAsync(HttpRequest request)
    {
        var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        buffer.Position = 0;
        return buffer;
    }

    private static Task MissingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task TurnAsync(HttpContext context)
    {
        string base64 = await TriggerAsync(context) ?? "";
        OrchestratorResponse response = _orchestrations.Execute(OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(base64)));
        await context.Response.WriteAsJsonAsync(new { Outputs = new { }, Logs = Array.Empty<string>(), ReturnValue = Convert.ToBase64String(response.ToByteArray()) });
    }

    private async Task ActivityAsync(HttpContext context, string name)
    {
        ActivityOutcome outcome = await _activities.ExecuteAsync(name, "", await TriggerAsync(context), context.RequestAborted);
        if (!outcome.IsCompleted)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        await context.Response.WriteAsJsonAsync(new { ReturnValue = outcome.Result is { } json ? JsonDocument.Parse(json).RootElement : (JsonElement?)null });
    }

    private static async Task<string?> TriggerAsync(HttpContext context)
    {
        using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
        return JsonSerializer.Deserialize<string>(body.RootElement.GetProperty("Data").EnumerateObject().First().Value.GetString()!);
    }
}
