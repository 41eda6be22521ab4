using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.DurableExtension;

/// <summary>What the functions' methods call: one invocation of the handler each, failing as the Functions host's do.</summary>
public static class HandlerCalls
{
    private static DurableEngineContext? _context;

    internal static void Use(DurableEngineContext context) => _context = context;

    /// <summary>One turn.</summary>
    /// <param name="name">The function.</param>
    /// <param name="context">The turn's request as the extension encodes it.</param>
    /// <returns>The response in base64, or null where the handler answered no string.</returns>
    public static async Task<string?> OrchestrateAsync(string name, string context)
    {
        JToken? answer = await InvokeAsync(name, new Base64Text(Convert.FromBase64String(context)), []);
        return answer is JValue { Type: JTokenType.String, Value: string text } ? text : null;
    }

    /// <summary>One activity.</summary>
    /// <param name="name">The function.</param>
    /// <param name="input">Its input in JSON.</param>
    /// <param name="instanceId">The calling instance.</param>
    public static async Task<object?> ActAsync(string name, string? input, string instanceId)
    {
        var binding = new Dictionary<string, object?> { ["instanceId"] = instanceId };
        JToken? answer = await InvokeAsync(name, input, binding);
        return answer is JValue scalar ? scalar.Value : answer;
    }

    private static async Task<JToken?> InvokeAsync(string name, object? value, Dictionary<string, object?> binding)
    {
        DurableEngineContext context = _context ?? throw new InvalidOperationException("No host was started.");
        FunctionDefinition function = context.App.Functions.Single(found => found.Name == name);
        try
        {
            InvocationResult result = await context.Invoker.InvokeAsync(
                function, new Dictionary<string, object?> { [function.Trigger.Name] = value }, binding, instanceId: null, CancellationToken.None);
            return result.ReturnValue;
        }
        catch (FunctionFailedException failed)
        {
            throw new HttpRequestException(failed.InnerMessage);
        }
        catch (FunctionTimeoutException timeout)
        {
            throw new Microsoft.Azure.WebJobs.Host.FunctionTimeoutException(timeout.Message);
        }
    }
}
