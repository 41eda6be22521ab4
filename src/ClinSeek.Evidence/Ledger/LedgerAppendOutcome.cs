namespace ClinSeek.Evidence.Ledger;

/// <summary>How an append ended.</summary>
public enum LedgerAppendOutcome
{
    /// <summary>There is a new line to write.</summary>
    Appended,

    /// <summary>The entry was recorded before; nothing is to be written and the recorded entry is in the answer.</summary>
    AlreadyRecorded,

    /// <summary>A newer instance has the case; the writer must stop.</summary>
    StaleEpoch,

    /// <summary>The case is sealed, and only <c>operator.*</c> entries may follow.</summary>
    Sealed,

    /// <summary>The entry does not belong here: the first must be case.opened and no other may be, and steps only rise.</summary>
    OutOfOrder,
}
