namespace ClinSeek.Durable.FunctionsHost;

/// <summary>How a function's invocations are served.</summary>
public enum FunctionKind
{
    /// <summary>One turn of an orchestrator.</summary>
    Orchestrator,

    /// <summary>One attempt at an activity.</summary>
    Activity,

    /// <summary>A caller's HTTP request in an envelope, replayed into the endpoint of its address.</summary>
    Http,

    /// <summary>A caller's HTTP request that the host passes through, streaming both ways; never in an envelope.</summary>
    Proxy,

    /// <summary>An event (timer, Event Grid, queue) that a handler of the application takes.</summary>
    Event,
}
