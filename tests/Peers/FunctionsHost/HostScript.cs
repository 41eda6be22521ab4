using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Peers.FunctionsHost;

/// <summary>
/// What a host may do that a handler's author does not think of, each as a switch or a hook. Everything is off at first. The hooks
/// are called from many threads.
/// </summary>
public sealed class HostScript
{
    /// <summary>Before an envelope is posted.</summary>
    public Func<Invocation, Task>? Before { get; set; }

    /// <summary>While an envelope is at the handler.</summary>
    public Func<Invocation, Task>? During { get; set; }

    /// <summary>Changes what the handler answered before the host reads it.</summary>
    public Func<Invocation, HandlerAnswer, HandlerAnswer>? Answered { get; set; }

    /// <summary>Whether an activity's message is delivered a second time while the first one is at work.</summary>
    public Func<ActivityMessage, bool>? ActivityTwice { get; set; }

    /// <summary>Whether an orchestrator's turn is run, lost before its commit (a lease that ran out) and run again.</summary>
    public Func<OrchestratorRequest, bool>? TurnTwice { get; set; }

    /// <summary>Changes a turn's request: events that an engine may add of its own.</summary>
    public Action<OrchestratorRequest>? Turning { get; set; }

    /// <summary>Sees every turn's answer as the extension decoded it.</summary>
    public Action<OrchestratorRequest, OrchestratorResponse>? Turned { get; set; }

    /// <summary>Whether a TaskFailed carries no failure details, as some hosts leave them out.</summary>
    public bool FailWithoutDetails { get; set; }

    /// <summary>The most messages that one turn gets.</summary>
    public int MaxMessagesPerTurn { get; set; } = int.MaxValue;

    /// <summary>Values are JSON-encoded once only, as older hosts did with messages.</summary>
    public bool EncodeOnce { get; set; }

    /// <summary>The request of the extension of 2024: no properties, no entity parameters.</summary>
    public bool OldExtension { get; set; }

    /// <summary>Whether the local gRPC and HTTP addresses of the durable client lie in <c>baseUrl</c>, as in 2022.</summary>
    public bool OldClientBinding { get; set; }

    /// <summary>Turns everything off again.</summary>
    public void Clear()
    {
        (Before, During, Answered, ActivityTwice, TurnTwice, Turning, Turned) = (null, null, null, null, null, null, null);
        (FailWithoutDetails, EncodeOnce, OldExtension, OldClientBinding) = (false, false, false, false);
        MaxMessagesPerTurn = int.MaxValue;
    }
}
