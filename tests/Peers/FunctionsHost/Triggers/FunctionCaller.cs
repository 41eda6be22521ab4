using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Triggers;

/// <summary>Calls a function for any trigger but the durable ones, giving it its other inputs.</summary>
internal sealed class FunctionCaller(AppFolder app, AppKeys keys, Invoker invoker, TestHostOptions options, Func<Uri> address)
{
    public Task<InvocationResult> CallAsync(
        FunctionDefinition function, object? value, IReadOnlyDictionary<string, object?> binding, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, object?> { [function.Trigger.Name] = value };
        foreach (BindingDefinition input in function.Bindings.Where(static input => input.IsInput && input.Is("durableClient")))
        {
            data[input.Name] = ClientBinding().ToString(Formatting.None);
        }

        return invoker.InvokeAsync(function, data, binding, instanceId: null, cancellationToken);
    }

    private JObject ClientBinding()
    {
        string http = new Uri(address(), "runtime/webhooks/durabletask").ToString();
        return new JObject
        {
            ["taskHubName"] = app.Settings.HubName,
            ["connectionName"] = "Storage",
            ["creationUrls"] = null,
            ["managementUrls"] = null,
            ["baseUrl"] = options.Script.OldClientBinding ? http : null,
            ["requiredQueryStringParameters"] = options.RequireKeys ? "code=" + Uri.EscapeDataString(keys.DurableSystem) : "",
            // HTTP/2 without TLS, for the gRPC service: not the management API, and nobody listens here.
            ["rpcBaseUrl"] = "http://127.0.0.1:4001/",
            ["httpBaseUrl"] = options.Script.OldClientBinding ? null : http,
            ["useForwardedHost"] = false,
            ["maxGrpcMessageSizeInBytes"] = 4194304,
            ["grpcHttpClientTimeout"] = "00:01:40",
        };
    }
}
