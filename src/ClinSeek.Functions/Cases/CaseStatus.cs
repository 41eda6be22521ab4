namespace ClinSeek.Functions.Cases;

/// <summary>Where a case stands, as people and scripts see it.</summary>
public enum CaseStatus
{
    /// <summary>Accepted, or taking steps.</summary>
    Running,

    /// <summary>Waiting for a person or an event, or suspended.</summary>
    Waiting,

    /// <summary>Ended with an answer.</summary>
    Decided,

    /// <summary>Ended with an explicit abstention.</summary>
    Abstained,

    /// <summary>Ended by an error that its cause names.</summary>
    Failed,

    /// <summary>Ended by a person.</summary>
    Terminated,
}
