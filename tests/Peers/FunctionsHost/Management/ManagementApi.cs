using System.Globalization;
using System.Text;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Front;
using ClinSeek.Peers.FunctionsHost.Hub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Management;

/// <summary>The durable extension's HTTP management API. Any argument error is a 400. Rewind answers 501, as a storage provider without it does.</summary>
internal sealed class ManagementApi(AppFolder app, AppKeys keys, TaskHub hub, TestHostOptions options, Func<Uri> address)
{
    public const string Path = "/runtime/webhooks/durabletask";

    private const string ContinuationHeader = "x-ms-continuation-token";

    private const int DefaultPage = 100;

    public void Map(RouteGroupBuilder group)
    {
        group.AddEndpointFilter(GuardAsync);
        group.MapPost("/orchestrators/{name}/{instanceId?}", StartAsync);
        group.MapGet("/instances", List);
        group.MapDelete("/instances", PurgeMany);
        group.MapGet("/instances/{id}", Status);
        group.MapDelete("/instances/{id}", PurgeOne);
        group.MapPost("/instances/{id}/raiseEvent/{eventName}", RaiseAsync);
        group.MapPost("/instances/{id}/terminate", (string id, string? reason) => Signalled(hub.Terminate(id, reason)));
        group.MapPost("/instances/{id}/suspend", (string id, string? reason) => Signalled(hub.Suspend(id, reason)));
        group.MapPost("/instances/{id}/resume", (string id, string? reason) => Signalled(hub.Resume(id, reason)));
        group.MapPost("/instances/{id}/restart", Restart);
        group.MapPost("/instances/{id}/rewind", Rewind);
    }

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpRequest request = context.HttpContext.Request;
        if (options.RequireKeys && CallerKey.Of(request) is var key && key != keys.DurableSystem && key != keys.Master)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (request.Query["taskHub"] is [{ Length: > 0 } other] && !string.Equals(other, app.Settings.HubName, StringComparison.OrdinalIgnoreCase))
        {
            // Another hub in the same storage: nothing of ours is in it.
            return Results.NotFound();
        }

        try
        {
            return await next(context);
        }
        catch (ArgumentException wrong)
        {
            return Json(StatusCodes.Status400BadRequest, new JObject { ["Message"] = wrong.Message });
        }
    }

    private async Task<IResult> StartAsync(string name, string? instanceId, HttpRequest request)
    {
        string body = await new StreamReader(request.Body).ReadToEndAsync();
        if (body.Length > 0 && JsonText.Parse(body) is null)
        {
            throw new ArgumentException("The body is no JSON.");
        }

        string id;
        try
        {
            id = hub.Start(name, body.Length > 0 ? body : null, instanceId, request.Query["version"]);
        }
        catch (InstanceExistsException exists)
        {
            return Json(StatusCodes.Status409Conflict, new JObject { ["Message"] = exists.Message });
        }

        if (double.TryParse(request.Query["timeout"], CultureInfo.InvariantCulture, out double seconds) && request.Query.ContainsKey("pollingInterval")
            && await EndedAsync(id, TimeSpan.FromSeconds(seconds)) is { } ended)
        {
            return Json(ended.Status == OrchestrationStatus.Failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK, JsonText.Show(ended.Output));
        }

        return CheckStatus(request, id);
    }

    private async Task<InstanceView?> EndedAsync(string id, TimeSpan limit)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limit);
            return await hub.WaitForEndAsync(id, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private IResult Status(string id, HttpContext context, bool showHistory = false, bool showHistoryOutput = false, bool showInput = true, bool returnInternalServerErrorOnFailure = false)
    {
        if (hub.Find(id) is not { } view)
        {
            return Results.NotFound();
        }

        int status = StatusCodes.Status200OK;
        if (!view.IsFinished)
        {
            status = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = InstanceUri(id);
            context.Response.Headers.RetryAfter = "5";
        }
        else if (view.Status == OrchestrationStatus.Failed && returnInternalServerErrorOnFailure)
        {
            status = StatusCodes.Status500InternalServerError;
        }

        return Json(status, StatusPayload.Create(view, showInput, showHistory, showHistoryOutput));
    }

    private IResult List(HttpContext context, bool showInput = true, int top = DefaultPage)
    {
        InstanceQuery query = InstanceQuery.Read(context.Request.Query);
        string? token = context.Request.Headers[ContinuationHeader];
        long after = string.IsNullOrEmpty(token) ? 0 : ReadToken(token);
        InstanceView[] rest = [.. hub.List().Where(view => view.Number > after && query.Holds(view)).Take(top + 1)];
        InstanceView[] page = [.. rest.Take(top)];
        if (rest.Length > page.Length && page.Length > 0)
        {
            context.Response.Headers[ContinuationHeader] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Number.ToString(CultureInfo.InvariantCulture)));
        }

        return Json(StatusCodes.Status200OK, new JArray(page.Select(view => StatusPayload.Create(view, showInput, showHistory: false, showOutput: false))));
    }

    private static long ReadToken(string token)
    {
        try
        {
            return long.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token)), CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new ArgumentException("The continuation token is none of this host.");
        }
    }

    private async Task<IResult> RaiseAsync(string id, string eventName, HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ArgumentException("Only application/json is taken.");
        }

        string body = await new StreamReader(request.Body).ReadToEndAsync();
        JToken? payload = body.Length == 0 ? JValue.CreateNull() : JsonText.Parse(body) ?? throw new ArgumentException("The body is no JSON.");
        return Signalled(hub.Raise(id, eventName, payload.ToString(Formatting.None)));
    }

    private IResult Restart(string id, HttpRequest request, bool restartWithNewInstanceId = true)
    {
        InstanceView view = hub.Find(id) ?? throw new ArgumentException($"There is no instance {id}.");
        try
        {
            return CheckStatus(request, hub.Start(view.Name, view.Input, restartWithNewInstanceId ? null : id, view.Version));
        }
        catch (InstanceExistsException exists)
        {
            return Json(StatusCodes.Status409Conflict, new JObject { ["Message"] = exists.Message });
        }
    }

    private IResult Rewind(string id) => Results.StatusCode(hub.Find(id) switch
    {
        null => StatusCodes.Status404NotFound,
        { Status: not OrchestrationStatus.Failed } => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status501NotImplemented,
    });

    private IResult PurgeOne(string id) => hub.Purge(id) switch
    {
        SignalOutcome.Accepted => Json(StatusCodes.Status200OK, new JObject { ["instancesDeleted"] = 1 }),
        SignalOutcome.NotFound => Results.NotFound(),
        _ => Results.StatusCode(StatusCodes.Status412PreconditionFailed),
    };

    private IResult PurgeMany(HttpRequest request)
    {
        InstanceQuery query = InstanceQuery.Read(request.Query);
        if (query.From is null)
        {
            throw new ArgumentException("createdTimeFrom is missing.");
        }

        int deleted = hub.List().Count(view => view.IsFinished && query.Holds(view) && hub.Purge(view.InstanceId) == SignalOutcome.Accepted);
        return deleted == 0 ? Results.NotFound() : Json(StatusCodes.Status200OK, new JObject { ["instancesDeleted"] = deleted });
    }

    private static IResult Signalled(SignalOutcome outcome) => Results.StatusCode(outcome switch
    {
        SignalOutcome.Accepted => StatusCodes.Status202Accepted,
        SignalOutcome.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status410Gone,
    });

    private IResult CheckStatus(HttpRequest request, string id)
    {
        request.HttpContext.Response.Headers.Location = InstanceUri(id);
        request.HttpContext.Response.Headers.RetryAfter = "10";
        return Json(StatusCodes.Status202Accepted, new JObject
        {
            ["id"] = id,
            ["statusQueryGetUri"] = InstanceUri(id),
            ["sendEventPostUri"] = InstanceUri(id, "/raiseEvent/{eventName}"),
            ["terminatePostUri"] = InstanceUri(id, "/terminate", "reason={text}"),
            ["purgeHistoryDeleteUri"] = InstanceUri(id),
            ["restartPostUri"] = InstanceUri(id, "/restart"),
            ["suspendPostUri"] = InstanceUri(id, "/suspend", "reason={text}"),
            ["resumePostUri"] = InstanceUri(id, "/resume", "reason={text}"),
        });
    }

    private string InstanceUri(string id, string action = "", string? first = null)
    {
        string query = $"taskHub={Uri.EscapeDataString(app.Settings.HubName)}&connection=Storage" + (options.RequireKeys ? "&code=" + Uri.EscapeDataString(keys.DurableSystem) : "");
        return $"{address().ToString().TrimEnd('/')}{Path}/instances/{Uri.EscapeDataString(id)}{action}?{(first is null ? query : first + "&" + query)}";
    }

    private static IResult Json(int status, JToken payload) => Results.Text(payload.ToString(Formatting.None), "application/json", Encoding.UTF8, status);
}
