namespace ClinSeek.Evidence.Ledger;

/// <summary>The answer to an append.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entry">The new or the recorded entry; null where it was refused.</param>
/// <param name="Line">The canonical bytes to write, followed by one line feed; empty unless appended.</param>
/// <param name="Head">The head after the new or the recorded entry; where it was refused, the head as it stands.</param>
public sealed record LedgerAppend(LedgerAppendOutcome Outcome, LedgerEntry? Entry, ReadOnlyMemory<byte> Line, LedgerHead Head);
