namespace ClinSeek.Evidence.Ledger;

/// <summary>An entry and the head as it was right after it.</summary>
public sealed record RecordedEntry(LedgerEntry Entry, LedgerHead Head);
