namespace ClinSeek.Functions.Cases;

/// <summary>One line of the list of cases.</summary>
public sealed record CaseSummary(string CaseId, CaseStatus Status, string Patient, DateTimeOffset CreatedAt);
