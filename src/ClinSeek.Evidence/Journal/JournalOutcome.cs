namespace ClinSeek.Evidence.Journal;

/// <summary>How something that was waited for ended.</summary>
public enum JournalOutcome
{
    /// <summary>It gave its result; a timer fired.</summary>
    Completed,

    /// <summary>It failed after its retries.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
