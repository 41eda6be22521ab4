namespace ClinSeek.Evidence.Journal;

/// <summary>What an orchestrator did or consumed. Scheduling and completing are records of their own, because the order of completions decides what a waiting orchestrator sees.</summary>
public enum JournalKind
{
    /// <summary>An instance began: <see cref="JournalRecord.Name"/> is the orchestrator's, <see cref="JournalRecord.Result"/> its input.</summary>
    Started,

    /// <summary>An activity was called.</summary>
    CallScheduled,

    /// <summary>A called activity ended.</summary>
    CallCompleted,

    /// <summary>A timer was set; <see cref="JournalRecord.At"/> is when it is due.</summary>
    TimerCreated,

    /// <summary>A timer fired or was cancelled, by its outcome.</summary>
    TimerCompleted,

    /// <summary>The orchestrator began to wait for an external event.</summary>
    EventAwaited,

    /// <summary>An external event reached the orchestrator.</summary>
    EventReceived,

    /// <summary><c>CurrentUtcDateTime</c> was read; <see cref="JournalRecord.At"/> is its value.</summary>
    TimeRead,

    /// <summary><c>NewGuid</c> was read; <see cref="JournalRecord.Result"/> is its value as a JSON string.</summary>
    GuidRead,

    /// <summary>The instance went on as new; <see cref="JournalRecord.Result"/> is the input it carried over.</summary>
    ContinuedAsNew,
}
