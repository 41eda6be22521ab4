using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Hypotheses;

/// <summary>What a step did to the hypotheses.</summary>
public static class HypothesisDiff
{
    /// <summary>The hypotheses that differ between two boards of one case, the later board's heaviest first; those that stayed the same are left out.</summary>
    public static IReadOnlyList<HypothesisChange> Between(HypothesisBoard before, HypothesisBoard after)
    {
        Dictionary<string, int> ranksBefore = Ranks(before), ranksAfter = Ranks(after);
        return [.. after.All
            .Where(now => Differs(before.Find(now.Key), now))
            .Select(now => Change(before.Find(now.Key), now, ranksBefore, ranksAfter))
            .OrderByDescending(static change => change.WeightAfter).ThenBy(static change => change.Key, StringComparer.Ordinal)];
    }

    private static HypothesisChange Change(Hypothesis? then, Hypothesis now, Dictionary<string, int> ranksBefore, Dictionary<string, int> ranksAfter) => new(
        now.Key, now.Name, then?.Weight, now.Weight, Rank(ranksBefore, now.Key), Rank(ranksAfter, now.Key), now.Retired,
        More(then?.For, now.For), More(then?.Against, now.Against));

    private static bool Differs(Hypothesis? then, Hypothesis now) =>
        then is null || then.Weight != now.Weight || then.Basis != now.Basis || then.Retired != now.Retired
        || More(then.For, now.For).Count > 0 || More(then.Against, now.Against).Count > 0;

    private static IReadOnlyList<EvidenceId> More(IReadOnlyList<EvidenceId>? then, IReadOnlyList<EvidenceId> now) => [.. now.Except(then ?? [])];

    private static Dictionary<string, int> Ranks(HypothesisBoard board) =>
        board.Live.Select(static (hypothesis, index) => (hypothesis.Key, Rank: index + 1)).ToDictionary(static pair => pair.Key, static pair => pair.Rank);

    private static int? Rank(Dictionary<string, int> ranks, string key) => ranks.TryGetValue(key, out int rank) ? rank : null;
}
