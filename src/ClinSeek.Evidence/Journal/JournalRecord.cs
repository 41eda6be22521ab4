namespace ClinSeek.Evidence.Journal;

/// <summary>
/// One thing that an orchestrator did or consumed. With the results in full, the journal alone drives the orchestrator again;
/// results are small by the rule that nothing clinical passes through an orchestrator.
/// </summary>
public sealed record JournalRecord
{
    /// <summary>The place in the case's journal, from 0, running on over steps, continue-as-new and resumption.</summary>
    public required long Ordinal { get; init; }

    /// <summary>What happened.</summary>
    public required JournalKind Kind { get; init; }

    /// <summary>The activity's, event's or orchestrator's name; null for timers, times and guids.</summary>
    public string? Name { get; init; }

    /// <summary>For what completes, is fired or received: the ordinal of the record that scheduled, set or awaited it.</summary>
    public long? Of { get; init; }

    /// <summary>A call's input as the exact JSON text it was given: opaque ids and counts, by the same rule.</summary>
    public string? Input { get; init; }

    /// <summary>The keyed digest of <see cref="Input"/>.</summary>
    public string? InputDigest { get; init; }

    /// <summary>How it ended.</summary>
    public JournalOutcome? Outcome { get; init; }

    /// <summary>What the orchestrator consumed, as the exact JSON text it read; null where it consumed nothing.</summary>
    public string? Result { get; init; }

    /// <summary>The keyed digest of <see cref="Result"/>.</summary>
    public string? ResultDigest { get; init; }

    /// <summary>Why it failed.</summary>
    public JournalFailure? Failure { get; init; }

    /// <summary>The time read or due, with all its ticks; null elsewhere.</summary>
    public DateTimeOffset? At { get; init; }
}
