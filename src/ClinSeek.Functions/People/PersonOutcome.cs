namespace ClinSeek.Functions.People;

/// <summary>How an act of a person ended. Each is an expected answer.</summary>
public enum PersonOutcome
{
    /// <summary>It is recorded, and the case was told.</summary>
    Done,

    /// <summary>There is no such case.</summary>
    NoCase,

    /// <summary>The case has ended; an ended case is never changed.</summary>
    Ended,

    /// <summary>There is nothing of that kind to act on: no approval was asked for, no such question.</summary>
    NothingThere,

    /// <summary>It came too late: decided or answered already, or expired.</summary>
    TooLate,

    /// <summary>It speaks of another decision than the one that stands.</summary>
    OtherDecision,

    /// <summary>The request id was used for something else.</summary>
    OtherRequest,
}
