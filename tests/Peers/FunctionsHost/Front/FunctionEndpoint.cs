using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Processes;
using ClinSeek.Peers.FunctionsHost.Triggers;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>One HTTP function as its callers meet it.</summary>
internal sealed class FunctionEndpoint(FunctionDefinition function, AppFolder app, AppKeys keys, TestHostOptions options, FunctionCaller caller, HandlerProxy proxy, HostLog log)
{
    public string Route { get; } = string.Join('/', new[] { app.Settings.RoutePrefix, function.Trigger.Text("route") ?? function.Name }.Where(static part => part.Length > 0));

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<string> Methods { get; } = [.. (function.Trigger.Members["methods"] as JArray)?.Values<string>().OfType<string>().Select(static method => method.ToUpperInvariant()) ?? []];

    public async Task AnswerAsync(HttpContext context)
    {
        string? key = CallerKey.Of(context.Request);
        if (options.RequireKeys && !keys.Opens(function, key))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await SendAsync(context, key);
            log.Information($"{function.Name} answered {context.Response.StatusCode}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.Information($"{function.Name}: the caller went away");
        }
        catch (Exception failure) when (failure is FunctionFailedException or FunctionTimeoutException or HandlerStoppedException)
        {
            log.Error($"{function.Name} failed: {(failure as FunctionFailedException)?.InnerType ?? failure.GetType().Name}");
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private async Task SendAsync(HttpContext context, string? key)
    {
        bool streaming = app.Settings.EnableProxying;
        if (function.IsHttpInAndOut && (streaming || app.Settings.EnableForwarding))
        {
            await proxy.SendAsync(context, function, streaming);
            return;
        }

        string level = !options.RequireKeys || key == keys.Master ? "Admin" : key is null ? "Anonymous" : "Function";
        (JObject value, Dictionary<string, object?> binding) = await HttpRequestValue.ReadAsync(context.Request, level);
        // The caller's going away is not told to the handler: nothing cancels an invocation.
        InvocationResult result = await caller.CallAsync(function, value, binding, CancellationToken.None);
        await HttpOutput.WriteAsync(context.Response, function, result);
    }
}
