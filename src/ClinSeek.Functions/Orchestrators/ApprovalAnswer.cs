namespace ClinSeek.Functions.Orchestrators;

/// <summary>Where an approval stands. Holds no PHI: who and why are in the store.</summary>
/// <param name="WaitUntil">Until when it is waited for; null where it is decided.</param>
/// <param name="Outcome">approved, rejected or expired; null while it is open.</param>
public sealed record ApprovalAnswer(DateTime? WaitUntil, string? Outcome)
{
    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string Expired = "expired";
}
