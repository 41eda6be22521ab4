using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Cli;

/// <summary>One line of what <c>resume --json</c> prints.</summary>
internal sealed record ResumedCase(string CaseId, CaseStatus Status);
