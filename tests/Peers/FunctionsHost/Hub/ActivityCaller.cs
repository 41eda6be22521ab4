using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>One delivery of an activity's message, as one invocation of its function.</summary>
internal sealed class ActivityCaller(AppFolder app, Invoker invoker, TaskHub hub, HostScript script)
{
    /// <summary>The event that answers the calling instance.</summary>
    /// <exception cref="OperationCanceledException">The host stops: the message is to be delivered again.</exception>
    public async Task<HistoryEvent> CallAsync(ActivityMessage message, CancellationToken cancellationToken)
    {
        if (app.Find("activityTrigger", message.Name) is not { } function)
        {
            // Only a reason is kept for an unknown activity, and the protocol has no place for it.
            return Events.TaskFailed(hub.Clock.Now(), message.TaskId, null);
        }

        try
        {
            (object? value, Dictionary<string, object?> binding) = Input(function, message);
            var data = new Dictionary<string, object?> { [function.Trigger.Name] = value };
            InvocationResult result = await invoker.InvokeAsync(function, data, binding, message.InstanceId, cancellationToken);
            return Events.TaskCompleted(hub.Clock.Now(), message.TaskId, Result(result.ReturnValue));
        }
        catch (FunctionFailedException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(message, HostFailure.Details(failed));
        }
        catch (FunctionTimeoutException timeout)
        {
            return Failed(message, HostFailure.Details(FunctionTimeoutException.HostType, timeout.Message));
        }
        catch (JsonException unreadable)
        {
            return Failed(message, HostFailure.Details(unreadable.GetType().FullName!, unreadable.Message));
        }
    }

    /// <summary>The input is read and printed again; an object's members travel in Metadata too.</summary>
    private static (object? Value, Dictionary<string, object?> Binding) Input(FunctionDefinition function, ActivityMessage message)
    {
        var binding = new Dictionary<string, object?> { ["instanceId"] = message.InstanceId };
        if (message.Input is null)
        {
            return (null, binding);
        }

        using var reader = new JsonTextReader(new StringReader(message.Input)) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };
        JToken input = JToken.Load(reader);
        string text = input.ToString(Formatting.None);
        binding[function.Trigger.Name] = text;
        binding["data"] = input;
        foreach (JProperty member in (input as JObject)?.Properties() ?? [])
        {
            if (member.Value is JValue { Value: not null } scalar)
            {
                binding.TryAdd(member.Name, scalar.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return (text, binding);
    }

    private static string? Result(JToken? value) => value is null or { Type: JTokenType.Null } ? null : value.ToString(Formatting.None);

    private HistoryEvent Failed(ActivityMessage message, TaskFailureDetails details) =>
        Events.TaskFailed(hub.Clock.Now(), message.TaskId, script.FailWithoutDetails ? null : details);
}
