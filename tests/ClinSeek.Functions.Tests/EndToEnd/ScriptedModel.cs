using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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
    private int _open;
    private int _mostOpen;

    private ScriptedModel(WebApplication app) => _app = app;

    /// <summary>The endpoint for <c>Model:Endpoint</c>.</summary>
    public Uri Endpoint => new(Loopback.AddressOf(_app), "v1");

    /// <summary>Every request's body as it came over the wire.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Requests that were answered with a completion.</summary>
    public int Answered => _answered;

    /// <summary>The most requests that were being answered at the same time.</summary>
    public int MostOpen => _mostOpen;

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
    public static async Task<ScriptedModel> StartAsync(Func<ModelRequest, ModelReply> script, int port = 0)
    {
        WebApplication app = Loopback.Build(port);
        var model = new ScriptedModel(app);
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
        var request = new ModelRequest(body, _bodies.Count);
        ModelReply reply = script(request);
        if (reply.Latency > TimeSpan.Zero)
        {
            int open = Interlocked.Increment(ref _open);
            InterlockedMax(ref _mostOpen, open);
            await Task.Delay(reply.Latency, context.RequestAborted);
            Interlocked.Decrement(ref _open);
        }

        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (reply.Status != StatusCodes.Status200OK)
        {
            await context.Response.WriteAsJsonAsync(reply.Refusal ?? new { error = new { message = "refused by the script", type = "scripted" } }, context.RequestAborted);
            return;
        }

        if (reply.BreaksOff)
        {
            context.Response.ContentLength = 10_000;
            await context.Response.WriteAsync("{\"id\":\"half\",\"choices\":[{\"index\":0,", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        int number = Interlocked.Increment(ref _answered);
        object[] calls = [.. reply.Calls.Select((call, index) => new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"call_{request.Step}_{request.Messages}_{index}"),
            type = "function",
            function = new { name = call.Name, arguments = call.Arguments as string ?? JsonSerializer.Serialize(call.Arguments) },
        })];
        if (body.Contains("\"stream\":true", StringComparison.Ordinal))
        {
            await StreamAsync(context, reply, calls);
            return;
        }

        await context.Response.WriteAsJsonAsync(
            new
            {
                id = string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{number}"),
                @object = "chat.completion",
                created = 1_772_366_400,
                model = ModelName,
                choices = new[] { new { index = 0, finish_reason = calls.Length > 0 ? "tool_calls" : "stop", message = new { role = "assistant", content = reply.Text, reasoning_content = reply.Reasoning, tool_calls = calls.Length > 0 ? calls : null } } },
                usage = new { prompt_tokens = PromptTokens, completion_tokens = CompletionTokens, total_tokens = PromptTokens + CompletionTokens },
            },
            context.RequestAborted);
    }

    /// <summary>The same answer piece by piece: what is said in one, each call in one, the end, the figures.</summary>
    private static async Task StreamAsync(HttpContext context, ModelReply reply, object[] calls)
    {
        context.Response.ContentType = "text/event-stream";
        List<object> deltas = [new { role = "assistant", content = reply.Text ?? "" }, .. calls.Select(static (call, index) => new { tool_calls = new[] { Indexed(call, index) } })];
        foreach (object delta in deltas)
        {
            await ChunkAsync(context, new { model = ModelName, choices = new[] { new { index = 0, delta } } });
        }

        await ChunkAsync(context, new { model = ModelName, choices = new[] { new { index = 0, delta = new { }, finish_reason = "tool_calls" } } });
        await ChunkAsync(context, new { model = ModelName, choices = Array.Empty<object>(), usage = new { prompt_tokens = PromptTokens, completion_tokens = CompletionTokens, total_tokens = PromptTokens + CompletionTokens } });
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static JsonNode Indexed(object call, int index)
    {
        JsonNode indexed = JsonSerializer.SerializeToNode(call)!;
        indexed["index"] = index;
        return indexed;
    }

    private static Task ChunkAsync(HttpContext context, object chunk) => context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n", context.RequestAborted);

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
