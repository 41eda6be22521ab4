using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>A server that speaks the chat completions protocol and answers from a script; it keeps what it was asked.</summary>
internal sealed class ScriptedEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();

    private ScriptedEndpoint(WebApplication app) => _app = app;

    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    public ConcurrentQueue<string?> Authorization { get; } = new();

    public string Address => _app.Urls.First() + "/v1";

    public static async Task<ScriptedEndpoint> StartAsync()
    {
        WebApplication app = Loopback.Build();
        var endpoint = new ScriptedEndpoint(app);
        app.MapPost("/v1/chat/completions", endpoint.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public ScriptedEndpoint Calls(params (string Name, string Arguments)[] calls) => Message(null, calls);

    public ScriptedEndpoint Says(string text) => Message(text);

    public ScriptedEndpoint Fails(int status, params (string Header, string Value)[] headers) => Then(async context =>
    {
        context.Response.StatusCode = status;
        foreach ((string header, string value) in headers)
        {
            context.Response.Headers[header] = value;
        }

        await context.Response.WriteAsync("""{"error":{"message":"secret words of the prompt"}}""");
    });

    public ScriptedEndpoint Raw(string body) => Then(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    });

    /// <summary>Server-sent events; without the end a connection that breaks off.</summary>
    public ScriptedEndpoint Streams(params string[] chunks) => Then(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (string chunk in chunks)
        {
            await context.Response.WriteAsync($"data: {chunk}\n\n");
        }
    });

    /// <summary>Half of an answer, then the connection is cut.</summary>
    public ScriptedEndpoint BreaksOff() => Then(async context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 10_000;
        await context.Response.WriteAsync("{\"id\":\"x\",\"choices\":[");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>No answer until the caller gives up.</summary>
    public ScriptedEndpoint Hangs() => Then(static context => Task.Delay(TimeSpan.FromMinutes(2), context.RequestAborted));

    public ScriptedEndpoint Refuses(int status, string body) => Then(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    });

    public ScriptedEndpoint Message(string? text, params (string Name, string Arguments)[] calls) => Then(context => context.Response.WriteAsJsonAsync(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1_700_000_000,
        model = "scripted-1",
        choices = new[]
        {
            new
            {
                index = 0,
                finish_reason = calls.Length > 0 ? "tool_calls" : "stop",
                message = new
                {
                    role = "assistant",
                    content = text,
                    tool_calls = calls.Length == 0 ? null : calls.Select((call, index) => new { id = $"call_{Requests.Count}_{index}", type = "function", function = new { name = call.Name, arguments = call.Arguments } }),
                },
            },
        },
        usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
    }));

    /// <summary>One call, chosen by what the request says.</summary>
    public ScriptedEndpoint Reads(Func<JsonElement, (string Name, string Arguments)> read) => Then(context =>
    {
        (string name, string arguments) = read(Requests.Last());
        return context.Response.WriteAsJsonAsync(new
        {
            model = "scripted-1",
            choices = new[] { new { index = 0, finish_reason = "tool_calls", message = new { role = "assistant", tool_calls = new[] { new { id = $"call_{Requests.Count}", type = "function", function = new { name, arguments } } } } } },
        });
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private ScriptedEndpoint Then(Func<HttpContext, Task> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((await JsonDocument.ParseAsync(context.Request.Body)).RootElement);
        Authorization.Enqueue(context.Request.Headers.Authorization);
        if (_script.TryDequeue(out var answer))
        {
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = 500;
        }
    }
}
