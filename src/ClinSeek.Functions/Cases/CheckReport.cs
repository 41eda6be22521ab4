namespace ClinSeek.Functions.Cases;

/// <summary>What <c>verify</c>, <c>replay</c> and <c>rederive</c> say of one case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Ok">Whether everything held.</param>
/// <param name="Count">Ledger entries verified, journal records replayed, or pages and results derived again.</param>
/// <param name="FirstBad">The first bad or missing entry, blob or call; null when everything held.</param>
/// <param name="Reason">What is wrong with it; null when everything held.</param>
public sealed record CheckReport(string CaseId, bool Ok, int Count, string? FirstBad, string? Reason)
{
    /// <summary>What could not be held against anything, with the outcome that names why: <c>e3.1 vocabulary-changed</c>; null where all could.</summary>
    public IReadOnlyList<string>? Unchecked { get; init; }
}
