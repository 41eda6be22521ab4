namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>What the auditor prints with <c>--json</c>.</summary>
internal sealed record AuditReport(bool Ok, string? CaseId, long Count, string? FirstBad, string? Reason, bool SignaturesChecked, long BlobsChecked, long CommitmentsChecked, long AnchoredCount);
