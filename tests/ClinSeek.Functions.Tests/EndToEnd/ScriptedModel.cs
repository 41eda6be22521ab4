using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>An endpoint on the loopback interface that speaks OpenAI's chat completions and answers by a script.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    public const string ModelName = "scripted-model";

    public const int PromptTokens = 100;

    public const int CompletionTokens = 20;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _bodies = new();
    private int _answered;

    private ScriptedModel(WebApplication app) => _app = app;

    /// <summary>The endpoint for <c>Model:Endpoint</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Every request's body as it came over the wire.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Requests that were answered with a completion.</summary>
    public int Answered => _answered;

    /// <summary>A free port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The endpoint on a port, whether anything listens there or not.</summary>
    public static Uri At(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1"));

    /// <summary>Starts an endpoint.</summary>
    public static async Task<ScriptedModel> StartAsync(Func<ModelRequest, ModelReply> script, int? port = null)
    {
        int on = port ?? FreePort();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, on));
        WebApplication app = builder.Build();
        var model = new ScriptedModel(app) { Endpoint = At(on) };
        app.MapPost("/v1/chat/completions", context => model.AnswerAsync(context, script));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<ModelRequest, ModelReply> script)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        _bodies.Enqueue(body);
        ModelReply reply = script(new ModelRequest(body, _bodies.Count));
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (reply.Status != StatusCodes.Status200OK)
        {
            await context.Response.WriteAsJsonAsync(new { error = new { message = "refused by the script", type = "scripted" } }, context.RequestAborted);
            return;
        }

        int number = Interlocked.Increment(ref _answered);
        object[] calls = [.. reply.Calls.Select((call, index) => new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"call_{number}_{index}"),
            type = "function",
            function = new { name = call.Name, arguments = JsonSerializer.Serialize(call.Arguments) },
        })];
        await context.Response.WriteAsJsonAsync(
            new
            {
                id = string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{number}"),
                @object = "chat.completion",
                created = 1_772_366_400,
                model = ModelName,
                choices = new[] { new { index = 0, finish_reason = "tool_calls", message = new { role = "assistant", content = (string?)null, tool_calls = calls } } },
                usage = new { prompt_tokens = PromptTokens, completion_tokens = CompletionTokens, total_tokens = PromptTokens + CompletionTokens },
            },
            context.RequestAborted);
    }
}
