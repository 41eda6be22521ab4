namespace ClinSeek.Auditor;

/// <summary>What an audit found.</summary>
internal sealed record AuditResult(
    string? CaseId,
    bool Ok,
    long Count,
    string? FirstBad,
    string? Reason,
    long AnchoredCount,
    int Checkpoints,
    bool SignaturesChecked,
    long BlobsChecked,
    long CommitmentsChecked);
