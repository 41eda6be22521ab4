using System.Collections.Concurrent;
using System.Text.Json;
using ClinSeek.Functions.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Safety;

/// <summary>A model that reads first and then does whatever a text of the evidence tells it, each time it is asked.</summary>
internal sealed class ObedientModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _bodies = new();

    private ObedientModel(WebApplication app) => _app = app;

    public Uri Endpoint => new(Loopback.AddressOf(_app), "v1");

    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Starts it.</summary>
    /// <param name="injection">What it obeys.</param>
    /// <param name="first">The calls by which it comes to read the text.</param>
    public static async Task<ObedientModel> StartAsync(Injection injection, params (string Name, object Arguments)[] first)
    {
        WebApplication app = Loopback.Build();
        var model = new ObedientModel(app);
        app.MapPost("/v1/chat/completions", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            model._bodies.Enqueue(body);
            var request = new ModelRequest(body, model._bodies.Count);
            object message = request.Step > 1 ? injection.Message("e1.1") : new
            {
                role = "assistant",
                content = (string?)null,
                tool_calls = first.Select(static (call, index) => new { id = $"call_{index}", type = "function", function = new { name = call.Name, arguments = JsonSerializer.Serialize(call.Arguments) } }),
            };
            await context.Response.WriteAsJsonAsync(
                new
                {
                    id = "chatcmpl-1", @object = "chat.completion", created = 1_772_366_400, model = ScriptedModel.ModelName,
                    choices = new[] { new { index = 0, finish_reason = "stop", message } },
                    usage = new { prompt_tokens = 10, completion_tokens = 10, total_tokens = 20 },
                },
                context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
