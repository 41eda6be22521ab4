using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.People;

/// <summary>An entry of a person as it is recorded.</summary>
/// <param name="Entry">The entry; under a request id that was used before, the one recorded then.</param>
/// <param name="IsRepeat">Whether it was recorded before.</param>
public sealed record OperatorEntry(LedgerEntry Entry, bool IsRepeat);
