namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>What became of a request about an instance.</summary>
public enum SignalOutcome
{
    Accepted,
    NotFound,

    /// <summary>The instance has ended, or (for a purge) has not.</summary>
    WrongState,
}
