using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>The parts that the case service puts in sequence.</summary>
internal sealed record CaseParts(
    IEvidenceStore Store,
    ILedgerStore Ledger,
    CaseRecord Record,
    LedgerReading Reading,
    CaseScribe Scribe,
    CaseRules Rules,
    CaseViews Views,
    CaseWatcher Watcher,
    CaseInstances Instances,
    CaseResumption Resumption,
    CaseVerifier Verifier,
    CaseReplayer Replayer,
    CaseRederiver Rederiver);
