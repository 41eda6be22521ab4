using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>The little of the Durable management API that the endpoints need: instances that are started, looked at, steered and ended.</summary>
internal sealed class ScriptedHub : IAsyncDisposable
{
    public const string Name = "TestHub";
    private const string Base = "/runtime/webhooks/durabletask";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _instances = new();

    private ScriptedHub(WebApplication app) => _app = app;

    /// <summary>What was asked, with its query.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The state of every instance by its id.</summary>
    public IReadOnlyDictionary<string, string> Instances => _instances;

    /// <summary>The value of the <c>durableClient</c> binding that leads here.</summary>
    public string Binding => BindingFor(Name);

    public static async Task<ScriptedHub> StartAsync()
    {
        WebApplication app = Loopback.Build();
        var hub = new ScriptedHub(app);
        app.Use(async (http, next) =>
        {
            hub.Calls.Enqueue($"{http.Request.Method} {http.Request.Path.Value![Base.Length..]}{http.Request.QueryString}");
            await next(http);
        });
        app.MapPost(Base + "/orchestrators/{name}/{id}", (string id) =>
        {
            hub._instances[id] = "Running";
            return Results.Json(new { id }, statusCode: StatusCodes.Status202Accepted);
        });
        app.MapGet(Base + "/instances/{id}", (string id) => hub._instances.TryGetValue(id, out string? state)
            ? Results.Json(Status(id, state), statusCode: state is "Running" or "Suspended" ? StatusCodes.Status202Accepted : StatusCodes.Status200OK)
            : Results.NotFound());
        foreach (var (command, state) in ((string, string)[])[("terminate", "Terminated"), ("suspend", "Suspended"), ("resume", "Running"), ("raiseEvent/{name}", "Running")])
        {
            app.MapPost(Base + "/instances/{id}/" + command, (string id) =>
            {
                hub._instances[id] = state;
                return Results.StatusCode(StatusCodes.Status202Accepted);
            });
        }

        await app.StartAsync();
        return hub;
    }

    public string BindingFor(string taskHub) => HandlerProcess.Twice(JsonSerializer.Serialize(new
    {
        taskHubName = taskHub,
        httpBaseUrl = _app.Urls.First() + Base,
        requiredQueryStringParameters = "code=system-key",
        rpcBaseUrl = "http://127.0.0.1:1/",
    }));

    public void Forget(string instance) => _instances.TryRemove(instance, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static object Status(string id, string state) => new
    {
        name = "CaseOrchestrator",
        instanceId = id,
        runtimeStatus = state,
        input = (string?)null,
        customStatus = (string?)null,
        output = (string?)null,
        createdTime = "2026-01-02T03:04:05Z",
        lastUpdatedTime = "2026-01-02T03:04:05Z",
    };
}
