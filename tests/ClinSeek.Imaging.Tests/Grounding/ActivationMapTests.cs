using ClinSeek.Imaging.Grounding;

namespace ClinSeek.Imaging.Tests.Grounding;

public sealed class ActivationMapTests
{
    [Fact]
    public void Finer_Map_HasItsGreatestValueAtOneAndNothingBelowZero()
    {
        float[] finer = ActivationMap.Finer([-5, 0, 0, 4], 2, 2, 8);

        finer.Length.ShouldBe(256);
        finer.Max().ShouldBe(1);
        finer.Min().ShouldBe(0);
        finer[^1].ShouldBe(1);
    }

    [Fact]
    public void Finer_MapThatSpeaksAgainst_IsAllZero() => ActivationMap.Finer([-1, -2, -3, 0], 2, 2, 4).ShouldAllBe(static value => value == 0);

    [Fact]
    public void Finer_BetweenTwoCells_IsLinear()
    {
        float[] finer = ActivationMap.Finer([0, 1], 1, 2, 4);

        finer[..8].ShouldBe([0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1]);
    }
}
