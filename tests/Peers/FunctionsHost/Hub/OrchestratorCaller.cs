using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>The durable extension's middleware: one turn as one invocation of the function, with the whole history in it.</summary>
internal sealed class OrchestratorCaller(AppFolder app, Invoker invoker, HostScript script)
{
    private const int CustomStatusLimit = 16 * 1024;

    private static readonly TimeSpan ReorderWindow = TimeSpan.FromMinutes(30);

    /// <summary>The answer of a turn. Whatever goes wrong at the handler comes as an answer that fails the instance.</summary>
    /// <exception cref="TurnAbortedException">The turn is to be run again.</exception>
    public async Task<OrchestratorResponse> CallAsync(string orchestrator, OrchestratorRequest request, CancellationToken cancellationToken)
    {
        if (app.Find("orchestrationTrigger", orchestrator) is not { } function)
        {
            return HostFailure.Response(request.InstanceId, orchestrator, null);
        }

        Complete(request);
        try
        {
            OrchestratorResponse response = await InvokeAsync(function, request, cancellationToken);
            if (script.TurnTwice?.Invoke(request) == true)
            {
                response = await InvokeAsync(function, request, cancellationToken);
            }

            script.Turned?.Invoke(request, response);
            return Accept(function, request, response);
        }
        catch (FunctionFailedException failed)
        {
            // The host's own stop is looked at first: a connection that broke for it aborts the turn.
            return cancellationToken.IsCancellationRequested
                ? throw new TurnAbortedException("The host stops.")
                : HostFailure.Response(request.InstanceId, function.Name, HostFailure.Details(failed));
        }
        catch (FunctionTimeoutException timeout)
        {
            throw new TurnAbortedException(timeout.Message);
        }
    }

    private static OrchestratorResponse Accept(FunctionDefinition function, OrchestratorRequest request, OrchestratorResponse response)
    {
        if (response.RequiresHistory)
        {
            throw new TurnAbortedException("The handler asked for the history.");
        }

        if (response.CustomStatus is { } status && status.Length * sizeof(char) > CustomStatusLimit)
        {
            return HostFailure.Response(request.InstanceId, function.Name, HostFailure.Details("System.ArgumentException", "The size of the custom status exceeds the limit of 16 KB."));
        }

        if (response.Actions.Select(TurnActions.Refusal).FirstOrDefault(static refusal => refusal is not null) is { } refused)
        {
            return HostFailure.Response(request.InstanceId, function.Name, HostFailure.Details("System.NotSupportedException", refused));
        }

        CompleteOrchestrationAction? completion = response.Actions.LastOrDefault(static action => action.CompleteOrchestration is not null)?.CompleteOrchestration;
        return HostFailure.Holds(completion?.FailureDetails, "System.OutOfMemoryException")
            ? throw new TurnAbortedException("The handler was out of memory.")
            : response;
    }

    private async Task<OrchestratorResponse> InvokeAsync(FunctionDefinition function, OrchestratorRequest request, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, object?> { [function.Trigger.Name] = new Base64Text(request.ToByteArray()) };
        InvocationResult result = await invoker.InvokeAsync(function, data, new Dictionary<string, object?>(), request.InstanceId, cancellationToken);
        if (result.ReturnValue is not JValue { Type: JTokenType.String, Value: string { Length: > 0 } text })
        {
            throw new FunctionFailedException(function.Name, "System.InvalidOperationException", "The function invocation resulted in a null response.");
        }

        try
        {
            return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(text));
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidProtocolBufferException)
        {
            throw new FunctionFailedException(function.Name, unreadable.GetType().FullName!, unreadable.Message);
        }
    }

    private void Complete(OrchestratorRequest request)
    {
        if (script.OldExtension)
        {
            return;
        }

        request.EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(ReorderWindow) };
        request.Properties["HttpDefaultAsyncRequestSleepTimeMilliseconds"] = Value.ForNumber(app.Settings.AsyncRequestSleepMilliseconds);
        request.Properties["IncludeState"] = Value.ForBool(true);
        request.Properties["IsExtendedSession"] = Value.ForBool(false);
        request.Properties["ExtendedSessionIdleTimeoutInSeconds"] = Value.ForNumber(0);
        if (app.Settings.DefaultVersion is { } version)
        {
            request.Properties["defaultVersion"] = Value.ForString(version);
        }
    }
}
