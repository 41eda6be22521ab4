using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Cases;

/// <summary>A request as accepted. Holds PHI.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Request">What was asked.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record AcceptedCase(int FormatVersion, CaseRequest Request, DateTimeOffset AcceptedAt);
