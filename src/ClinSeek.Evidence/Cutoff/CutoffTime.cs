namespace ClinSeek.Evidence.Cutoff;

/// <summary>The instant up to which a case may know. It belongs to the case; no tool call can move it later.</summary>
public readonly record struct CutoffTime(DateTimeOffset Instant)
{
    /// <summary>A record is visible when it was available strictly before the cut-off.</summary>
    public bool Sees(AvailableAt available) => available.Instant < Instant;

    /// <summary>The earlier of two cut-offs: a call may narrow its case's, never widen it.</summary>
    public CutoffTime Narrow(CutoffTime other) => other.Instant < Instant ? other : this;
}
