namespace ClinSeek.Durable.Client;

/// <summary>Where an instance stands. The numbers are the protocol's.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,

    /// <summary>Never stored by the embedded engine: the next generation is Running.</summary>
    ContinuedAsNew = 2,
    Failed = 3,

    /// <summary>Part of the protocol; no engine sets it.</summary>
    Canceled = 4,
    Terminated = 5,

    /// <summary>Accepted, not started: waiting for its turn or its start time.</summary>
    Pending = 6,
    Suspended = 7,
}
