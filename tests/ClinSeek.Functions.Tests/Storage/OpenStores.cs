using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Tests.Storage;

/// <summary>Stores opened as one process opens them: caches of their own, nothing shared but what is stored.</summary>
internal sealed record OpenStores(IEvidenceStore Store, ILedgerStore Ledger, ICaseObjects Objects, LocalKeyProvider Keys);
