using System.Globalization;
using System.Text;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Triggers;

/// <summary>Fires the triggers that have no caller: timers, queue messages, Event Grid events.</summary>
public sealed class HostTriggers
{
    private static readonly TimeSpan MessageLife = TimeSpan.FromDays(7);

    private readonly AppFolder _app;
    private readonly FunctionCaller _caller;
    private readonly TimeProvider _clock;

    internal HostTriggers(AppFolder app, FunctionCaller caller, TimeProvider clock) => (_app, _caller, _clock) = (app, caller, clock);

    /// <summary>Fires a timer once.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isPastDue">Whether the host was away when the timer was due.</param>
    /// <param name="last">When it fired last, or null for no schedule status.</param>
    /// <param name="cancellationToken">The host's stop.</param>
    public Task<InvocationResult> FireTimerAsync(string function, bool isPastDue = false, DateTime? last = null, CancellationToken cancellationToken = default)
    {
        var timer = new JObject
        {
            ["Schedule"] = new JObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = last is { } at ? new JObject { ["Last"] = at, ["Next"] = at + TimeSpan.FromMinutes(1), ["LastUpdated"] = at } : null,
            ["IsPastDue"] = isPastDue,
        };
        return CallAsync(function, "timerTrigger", timer, new Dictionary<string, object?> { ["TimerTrigger"] = timer }, cancellationToken);
    }

    /// <summary>Delivers a queue message once.</summary>
    /// <param name="function">The function.</param>
    /// <param name="message">The text as it lies in the queue: base64, unless host.json says otherwise.</param>
    /// <param name="dequeueCount">1 for the first delivery.</param>
    /// <param name="cancellationToken">The host's stop.</param>
    public Task<InvocationResult> FireQueueAsync(string function, string message, int dequeueCount = 1, CancellationToken cancellationToken = default)
    {
        string text = _app.Settings.QueueBase64 ? Encoding.UTF8.GetString(Convert.FromBase64String(message)) : message;
        DateTimeOffset now = _clock.GetUtcNow();
        var binding = new Dictionary<string, object?>
        {
            ["QueueTrigger"] = text,
            ["Id"] = Guid.NewGuid().ToString(),
            ["PopReceipt"] = "AgAAAAMAAAAAAAAA",
            ["DequeueCount"] = dequeueCount,
            ["ExpirationTime"] = now + MessageLife,
            ["InsertionTime"] = now,
            ["NextVisibleTime"] = now + TimeSpan.FromMinutes(10),
        };
        Spread(text, binding);
        return CallAsync(function, "queueTrigger", text, binding, cancellationToken);
    }

    /// <summary>Delivers one event, of the Event Grid or the CloudEvents schema.</summary>
    public Task<InvocationResult> FireEventGridAsync(string function, string eventJson, CancellationToken cancellationToken = default)
    {
        JObject happened = JsonConvert.DeserializeObject<JObject>(eventJson, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        return CallAsync(function, "eventGridTrigger", happened, new Dictionary<string, object?> { ["data"] = happened["data"] }, cancellationToken);
    }

    /// <summary>Fires whatever trigger a function has that takes no caller, with a text for its input.</summary>
    internal Task<InvocationResult> FireAsync(string function, string input) => _app.Get(function).Trigger.Type.ToUpperInvariant() switch
    {
        "TIMERTRIGGER" => FireTimerAsync(function),
        "QUEUETRIGGER" => FireQueueAsync(function, _app.Settings.QueueBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(input)) : input),
        "EVENTGRIDTRIGGER" => FireEventGridAsync(function, input),
        var other => throw new ArgumentException($"{function} has the trigger {other}, which nobody fires by hand.", nameof(function)),
    };

    /// <summary>The top-level members of a message that is a JSON object: scalars as text, no arrays, no nulls.</summary>
    private static void Spread(string text, Dictionary<string, object?> binding)
    {
        try
        {
            foreach (JProperty member in JObject.Parse(text).Properties().Where(static member => member.Value.Type is not (JTokenType.Array or JTokenType.Null)))
            {
                binding.TryAdd(member.Name, member.Value is JValue scalar ? scalar.ToString(CultureInfo.InvariantCulture) : member.Value);
            }
        }
        catch (JsonException)
        {
            // Text that is no object adds nothing.
        }
    }

    private Task<InvocationResult> CallAsync(
        string name, string trigger, object value, Dictionary<string, object?> binding, CancellationToken cancellationToken)
    {
        FunctionDefinition function = _app.Get(name);
        return function.Trigger.Is(trigger)
            ? _caller.CallAsync(function, value, binding, cancellationToken)
            : throw new ArgumentException($"{name} has the trigger {function.Trigger.Type}, not {trigger}.", nameof(name));
    }
}
