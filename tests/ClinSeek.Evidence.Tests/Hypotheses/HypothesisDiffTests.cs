using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Tests.Hypotheses;

public sealed class HypothesisDiffTests
{
    [Fact]
    public void Between_OneStep_ShowsWhatMovedAndLeavesOutTheRest()
    {
        HypothesisBoard before = HypothesisBoard.Fold([Event("a", HypothesisEventKind.Proposed, 0.5), Event("b", HypothesisEventKind.Proposed, 0.4), Event("c", HypothesisEventKind.Proposed, 0.1)]);
        var evidence = new EvidenceId(1, 0);
        HypothesisBoard after = before.Apply(
        [
            Event("b", HypothesisEventKind.Supported, 0.8, evidence), Event("a", HypothesisEventKind.Retired, 0), Event("d", HypothesisEventKind.Proposed, 0.2),
        ]);

        IReadOnlyList<HypothesisChange> changes = HypothesisDiff.Between(before, after);

        changes.Select(static change => change.Key).ShouldBe(["b", "d", "a"]);
        (changes[0].RankBefore, changes[0].RankAfter, changes[0].WeightBefore, changes[0].WeightAfter).ShouldBe((2, 1, 0.4, 0.8));
        changes[0].NewFor.ShouldBe([evidence]);
        (changes[1].WeightBefore, changes[1].RankBefore, changes[1].RankAfter).ShouldBe((null, null, 2));
        (changes[2].Retired, changes[2].RankAfter).ShouldBe((true, null));
        HypothesisDiff.Between(after, after).ShouldBeEmpty();
    }

    private static HypothesisEvent Event(string key, HypothesisEventKind kind, double weight, params EvidenceId[] evidence) =>
        new(key, kind, key, null, weight, WeightBasis.Stated, evidence);
}
