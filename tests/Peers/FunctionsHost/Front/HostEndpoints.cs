using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>Addresses of the host itself: the webhook of the Event Grid extension, and the admin call that fires a function by hand.</summary>
internal sealed class HostEndpoints(TestHostOptions options, AppKeys keys, HostTriggers triggers)
{
    public void Map(IEndpointRouteBuilder web)
    {
        web.MapPost("/runtime/webhooks/eventgrid", EventGridAsync);
        web.MapPost("/admin/functions/{name}", FireAsync);
    }

    private async Task<IResult> EventGridAsync(HttpRequest request)
    {
        if (options.RequireKeys && CallerKey.Of(request) is var key && key != keys.EventGridSystem && key != keys.Master)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        JArray events = Events(await new StreamReader(request.Body).ReadToEndAsync());
        if (request.Headers["aeg-event-type"] == "SubscriptionValidation")
        {
            return Results.Json(new { validationResponse = (string?)events[0].SelectToken("data.validationCode") });
        }

        foreach (JToken happened in events)
        {
            await triggers.FireEventGridAsync((string?)request.Query["functionName"] ?? "", happened.ToString(Formatting.None));
        }

        return Results.Accepted();
    }

    /// <summary>As in the real host the body is <c>{"input": "..."}</c>: the queue's message, the event, or nothing for a timer.</summary>
    private async Task<IResult> FireAsync(string name, HttpRequest request)
    {
        if (options.RequireKeys && CallerKey.Of(request) != keys.Master)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        string input = (string?)JObject.Parse(await new StreamReader(request.Body).ReadToEndAsync())["input"] ?? "";
        await triggers.FireAsync(name, input);
        return Results.Accepted();
    }

    private static JArray Events(string body)
    {
        JToken parsed = JsonConvert.DeserializeObject<JToken>(body, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        return parsed as JArray ?? new JArray(parsed);
    }
}
