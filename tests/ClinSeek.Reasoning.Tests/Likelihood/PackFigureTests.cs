using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PackFigureTests
{
    public static TheoryData<string> Keys() => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Effects_ReadInTheirSource_StandInTheCollectedFigures(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        HashSet<(string Hypothesis, string Source, double Ratio)> own = [.. CollectedFigures.Ratios.Where(static row => row.Tag == "S").SelectMany(static row => row.Own.Select(ratio => (row.Hypothesis, row.Source, ratio)))];
        HashSet<(string Source, double Ratio)> forRival = [.. CollectedFigures.Ratios.Where(static row => row.Tag == "S").SelectMany(static row => row.ForRival.Select(ratio => (row.Source, ratio)))];

        foreach (PackEffect effect in pack.Findings.SelectMany(static finding => finding.Effects).Where(static effect => effect.Tag == "S"))
        {
            string source = pack.Sources[effect.Source].Citation;
            bool reciprocal = effect.Note?.Contains("reciprocal", StringComparison.Ordinal) == true;
            (own.Contains((effect.Hypothesis, source, effect.Lr)) || (reciprocal && forRival.Contains((source, effect.Lr)))).ShouldBeTrue(effect.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Effects_RecalledInPart_StandInTheCollectedFigures(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        HashSet<(string Source, double Ratio, string Tag)> collected = [.. CollectedFigures.Ratios.SelectMany(static row => row.Own.Concat(row.ForRival).Select(ratio => (row.Source, ratio, row.Tag)))];

        foreach (PackEffect effect in pack.Findings.SelectMany(static finding => finding.Effects).Where(static effect => effect.Tag is "K" or "S+K"))
        {
            collected.ShouldContain((pack.Sources[effect.Source].Citation, effect.Lr, effect.Tag), effect.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Priors_NotAssumed_StandInTheCollectedFigures(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        foreach (PackHypothesis hypothesis in pack.Hypotheses.Where(static one => one.Prior.Tag != "assumption"))
        {
            string source = pack.Sources[hypothesis.Prior.Source].Citation;
            CollectedFigures.Priors.ShouldContain(row => row.Pack == key && row.Hypothesis == hypothesis.Key && row.Value == hypothesis.Prior.Value
                && row.Setting == hypothesis.Prior.Setting && row.Source.StartsWith(source, StringComparison.Ordinal) && row.Tag == hypothesis.Prior.Tag);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Pack_BuiltIn_HoldsSixHypothesesAndTwentyFindingsWithFiguresThatWereRead(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        pack.Hypotheses.Count(static one => one.Key != Pack.NoneOfThese).ShouldBeGreaterThanOrEqualTo(6);
        pack.Findings.Count.ShouldBeGreaterThanOrEqualTo(20);
        pack.Findings.SelectMany(static finding => finding.Effects).Count(static effect => effect.Tag == "S").ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Findings_PrognosticRows_AreInNoPack()
    {
        string[] prognostic = [.. CollectedFigures.Ratios.Where(static row => row.Hypothesis is "serious_outcome_30d").Select(static row => row.Source).Distinct()];

        PackLibrary.BuiltIn.Packs.SelectMany(static pack => pack.Findings).ShouldAllBe(static finding => !finding.Key.StartsWith("score_", StringComparison.Ordinal));
        PackLibrary.BuiltIn.Packs.SelectMany(static pack => pack.Sources.Values).ShouldAllBe(source => !prognostic.Contains(source.Citation) || CollectedFigures.Ratios.Any(row => row.Source == source.Citation && row.Hypothesis != "serious_outcome_30d"));
    }
}
