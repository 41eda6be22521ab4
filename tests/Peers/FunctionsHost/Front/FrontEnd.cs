using System.Net;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Management;
using ClinSeek.Peers.FunctionsHost.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>The host's own HTTP server on 127.0.0.1: functions by their routes, the durable management API, the Event Grid webhook.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private const long BodyLimit = 104_857_600;

    private readonly WebApplication _app;

    private FrontEnd(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    public static async Task<FrontEnd> StartAsync(
        TestHostOptions options, AppFolder app, AppKeys keys, Func<FunctionDefinition, FunctionEndpoint> endpoint, IDurableEngine durable, HostTriggers triggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.AddServerHeader = false;
        });
        WebApplication web = builder.Build();
        web.Use(MissAsync);
        web.MapGet("/", static () => Results.Text("The Functions host's part, played by a test host."));
        foreach (FunctionEndpoint function in app.Functions.Where(static function => function.Trigger.Is("httpTrigger")).Select(endpoint))
        {
            RequestDelegate answer = function.AnswerAsync;
            _ = function.Methods.Count == 0 ? web.Map(function.Route, answer) : web.MapMethods(function.Route, function.Methods, answer);
        }

        durable.Map(web.MapGroup(ManagementApi.Path));
        new HostEndpoints(options, keys, triggers).Map(web);
        await web.StartAsync();
        return new FrontEnd(web);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    /// <summary>The host knows no 405: a route that has not the method is no route.</summary>
    private static async Task MissAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } && context.GetEndpoint()?.DisplayName == "405 HTTP Method Not Supported")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.Headers.Allow = default;
        }
    }
}
