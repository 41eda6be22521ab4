using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>
/// The Durable HTTP management API over any client of a hub: the addresses, codes and payloads of the Durable Functions
/// extension, so that one script works on both hosts. It asks for no key: serve it on the loopback interface only.
/// </summary>
public static class DurableManagementEndpoints
{
    /// <summary>Where the extension has it too.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>Maps the API.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="client">Gives the hub's client, or null while the engine does not run (answered with 503).</param>
    /// <param name="options">How it answers; null for the defaults.</param>
    public static RouteGroupBuilder MapDurableManagementApi(
        this IEndpointRouteBuilder routes, Func<DurableTaskClient?> client, ManagementApiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(client);
        options ??= new ManagementApiOptions();
        var group = routes.MapGroup(BasePath).ExcludeFromDescription();
        Map(group, client, options);
        return group;
    }

    private static void Map(RouteGroupBuilder group, Func<DurableTaskClient?> client, ManagementApiOptions options)
    {
        Post("orchestrators/{name}", (call, http) => call.StartAsync(Route(http, "name"), null));
        Post("orchestrators/{name}/{instanceId}", (call, http) => call.StartAsync(Route(http, "name"), Route(http, "instanceId")));
        Get("instances", (call, _) => call.ListAsync());
        Delete("instances", (call, _) => call.PurgeAllAsync());
        Get("instances/{instanceId}", (call, http) => call.StatusAsync(Route(http, "instanceId")));
        Delete("instances/{instanceId}", (call, http) => call.PurgeAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/raiseEvent/{eventName}", (call, http) => call.RaiseEventAsync(Route(http, "instanceId"), Route(http, "eventName")));
        Post("instances/{instanceId}/terminate", (call, http) => call.TerminateAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/suspend", (call, http) => call.SuspendAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/resume", (call, http) => call.ResumeAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/rewind", (call, http) => call.RewindAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/restart", (call, http) => call.RestartAsync(Route(http, "instanceId")));
        Post("instances/{instanceId}/restartWithOptions", (call, http) => call.RestartAsync(Route(http, "instanceId")));
        Get("entities/{name?}", (_, _) => Task.FromResult(ManagementCall.NoEntities()));
        Get("entities/{name}/{key}", (_, _) => Task.FromResult(ManagementAnswer.Refuse(StatusCodes.Status404NotFound, "This hub has no entities.")));
        Post("entities/{name}/{key?}", (_, _) => Task.FromResult(ManagementCall.CannotHostEntities()));
        Delete("entities/{name}/{key?}", (_, _) => Task.FromResult(ManagementCall.CannotHostEntities()));

        void Get(string route, Func<ManagementCall, HttpContext, Task<IResult>> answer) => group.MapGet(route, Answer(answer));
        void Post(string route, Func<ManagementCall, HttpContext, Task<IResult>> answer) => group.MapPost(route, Answer(answer));
        void Delete(string route, Func<ManagementCall, HttpContext, Task<IResult>> answer) => group.MapDelete(route, Answer(answer));

        RequestDelegate Answer(Func<ManagementCall, HttpContext, Task<IResult>> answer) => async http =>
            await (await AnswerAsync(http, client(), options, answer)).ExecuteAsync(http);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, DurableTaskClient? client, ManagementApiOptions options, Func<ManagementCall, HttpContext, Task<IResult>> answer)
    {
        if (client is null)
            return ManagementAnswer.Refuse(StatusCodes.Status503ServiceUnavailable, "The engine is not running.");
        if (ManagementRequest.Text(http.Request, "taskHub") is { } hub && !string.Equals(hub, options.TaskHub, StringComparison.OrdinalIgnoreCase))
            return ManagementAnswer.Refuse(StatusCodes.Status400BadRequest, $"This host has the task hub '{options.TaskHub}' and no other.");
        try
        {
            return await answer(new ManagementCall(http, client, options), http);
        }
        catch (ArgumentException exception)
        {
            return ManagementAnswer.Refuse(StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (OrchestrationNotFoundException exception)
        {
            return ManagementAnswer.Refuse(StatusCodes.Status404NotFound, exception.Message);
        }
        catch (OrchestrationAlreadyExistsException exception)
        {
            return ManagementAnswer.Refuse(StatusCodes.Status409Conflict, exception.Message);
        }
        catch (OrchestrationFinishedException exception)
        {
            return ManagementAnswer.Refuse(StatusCodes.Status410Gone, exception.Message);
        }
        catch (Exception exception) when (exception is EngineStorageException or HubInUseException or ObjectDisposedException)
        {
            return ManagementAnswer.Refuse(StatusCodes.Status500InternalServerError, exception.Message);
        }
    }

    private static string Route(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;
}
