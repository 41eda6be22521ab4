using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Functions.Cases;

/// <summary>What checking a decision gave. Holds PHI.</summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="Status">Decided or abstained; null where the decision was sent back.</param>
/// <param name="Decision">The decision that stands, or the one that was sent back.</param>
/// <param name="Problems">Why it was sent back or replaced by an abstention; empty where nothing was wrong.</param>
public sealed record Conclusion(int FormatVersion, CaseStatus? Status, Decision Decision, IReadOnlyList<string> Problems)
{
    /// <summary>What second readers say of the decision that stands.</summary>
    public IReadOnlyList<DecisionCheck> Checks { get; init; } = [];
}
