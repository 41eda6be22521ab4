using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage;

/// <summary>What a ledger store throws for a draft that may not follow the head.</summary>
internal static class LedgerRefusals
{
    /// <summary>Throws unless the draft was appended or is recorded already.</summary>
    /// <exception cref="StaleEpochException">A later run has taken the case over.</exception>
    /// <exception cref="CaseEndedException">The case is sealed.</exception>
    /// <exception cref="InvalidOperationException">The entry does not belong there.</exception>
    public static void ThrowIfRefused(LedgerDraft draft, LedgerAppend append)
    {
        switch (append.Outcome)
        {
            case LedgerAppendOutcome.StaleEpoch:
                throw new StaleEpochException(draft.Epoch, append.Head.Epoch);
            case LedgerAppendOutcome.Sealed:
                throw new CaseEndedException();
            case LedgerAppendOutcome.OutOfOrder:
                throw new InvalidOperationException($"The entry '{draft.Kind}' does not belong at this place of the ledger.");
            default:
                break;
        }
    }
}
