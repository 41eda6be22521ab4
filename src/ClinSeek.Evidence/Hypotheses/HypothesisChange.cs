using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Hypotheses;

/// <summary>How one hypothesis differs between two boards. Ranks count live hypotheses from 1, heaviest first; null where it is not among them.</summary>
public sealed record HypothesisChange(
    string Key, string Name, double? WeightBefore, double WeightAfter, int? RankBefore, int? RankAfter, bool Retired,
    IReadOnlyList<EvidenceId> NewFor, IReadOnlyList<EvidenceId> NewAgainst);
