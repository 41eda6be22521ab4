using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PosteriorTests
{
    private static readonly Pack Dyspnoea = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea");

    [Fact]
    public void Compute_NoFindings_GivesTheNormalisedPriors()
    {
        Posterior posterior = Posterior.Compute(Dyspnoea, []);

        posterior.Weights["pneumonia"].ShouldBe(0.249 / 0.998, 1e-9);
        posterior.Weights.Values.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Compute_OneFindingOfOneHypothesis_IsTheOddsFormOfBayes()
    {
        FindingState state = State("hx_myocardial_infarction", PackFinding.Present);
        double prior = 0.173 / 0.998;
        double odds = prior / (1 - prior) * 3.1;

        Posterior.Compute(Dyspnoea, [state]).Weights["acute_heart_failure"].ShouldBe(odds / (1 + odds), 1e-9);
    }

    [Fact]
    public void Compute_SecondFindingOfOneMechanism_CountsWithItsSquareRoot()
    {
        Posterior posterior = Posterior.Compute(Dyspnoea, [State("sx_orthopnoea", PackFinding.Present), State("sx_pnd", PackFinding.Present)]);

        // PND 2.6 is the stronger of the two and counts fully, orthopnoea 2.2 with its root.
        double prior = 0.173 / 0.998;
        double odds = prior / (1 - prior) * 2.6 * Math.Sqrt(2.2);
        posterior.Weights["acute_heart_failure"].ShouldBe(odds / (1 + odds), 1e-9);
        posterior.Contributions.Single(static one => one.Dampened).State.Finding.Key.ShouldBe("sx_orthopnoea");
    }

    [Fact]
    public void Compute_AnyOrderOfFindings_GivesTheSameWeights()
    {
        FindingState[] states = [State("sx_orthopnoea", PackFinding.Present), State("sx_pnd", PackFinding.Absent), State("cxr_cardiomegaly", PackFinding.Present), State("lab_bnp", "high")];

        Posterior.Compute(Dyspnoea, states).Weights.ShouldBe(Posterior.Compute(Dyspnoea, states.Reverse()).Weights);
    }

    [Fact]
    public void Compute_ExtremeRatio_IsCapped()
    {
        double prior = 0.01 / 0.998;
        double odds = prior / (1 - prior) * 30;

        Posterior.Compute(Dyspnoea, [State("cxr_pneumothorax", PackFinding.Present)]).Weights["pneumothorax"].ShouldBe(odds / (1 + odds), 1e-9);
    }

    [Fact]
    public void Compute_EveryFindingForOneHypothesis_StaysBelowTheTotalCap()
    {
        IEnumerable<FindingState> states = Dyspnoea.Findings
            .Select(static finding => State(finding.Key, finding.Effects.Where(static effect => effect.Hypothesis == "acute_heart_failure" && effect.Lr > 1).MaxBy(static effect => effect.Lr)?.State))
            .Where(static state => state.State is not null);

        double prior = 0.173;
        Posterior.Compute(Dyspnoea, states.Select(static state => state with { Finding = state.Finding with { Effects = [.. state.Finding.Effects.Where(static effect => effect.Hypothesis == "acute_heart_failure")] } })).Weights["acute_heart_failure"]
            .ShouldBe(prior * 1000 / ((prior * 1000) + 0.998 - prior), 1e-9);
    }

    [Fact]
    public void Compute_ContraryFinding_Lowers() =>
        Posterior.Compute(Dyspnoea, [State("lab_bnp", "low")]).Weights["acute_heart_failure"].ShouldBeLessThan(Posterior.Compute(Dyspnoea, []).Weights["acute_heart_failure"] / 4);

    [Fact]
    public void Compute_RandomStates_AlwaysSumsToOne() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), static picks =>
        {
            IEnumerable<FindingState> states = Dyspnoea.Findings.Zip(picks, static (finding, pick) => State(finding.Key, finding.States[Math.Abs(pick % finding.States.Count)]));
            Posterior posterior = Posterior.Compute(Dyspnoea, states);
            return Math.Abs(posterior.Weights.Values.Sum() - 1) < 1e-9 && posterior.Weights.Values.All(static weight => weight is > 0 and < 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Gain_AnyFinding_IsNotNegativeAndGrowsWithTheRatio()
    {
        Posterior prior = Posterior.Compute(Dyspnoea, []);

        Dyspnoea.Findings.ShouldAllBe(finding => ExpectedGain.Of(finding, prior.Weights) >= 0);
        PackFinding weak = Dyspnoea.Findings.Single(static finding => finding.Key == "hx_hypertension");
        PackFinding strong = Dyspnoea.Findings.Single(static finding => finding.Key == "hx_heart_failure");
        ExpectedGain.Of(strong, prior.Weights).ShouldBeGreaterThan(ExpectedGain.Of(weak, prior.Weights));
    }

    [Fact]
    public void Gain_FindingOfAnExcludedHypothesis_Vanishes()
    {
        PackFinding bnp = Dyspnoea.Findings.Single(static finding => finding.Key == "lab_bnp");
        Dictionary<string, double> settled = Posterior.Normalise(Dyspnoea.Hypotheses.ToDictionary(static hypothesis => hypothesis.Key, static hypothesis => hypothesis.Key == "acute_heart_failure" ? 1e-9 : 1.0));

        ExpectedGain.Of(bnp, settled).ShouldBeLessThan(1e-6);
    }

    private static FindingState State(string key, string? state) =>
        new(Dyspnoea.Findings.Single(finding => finding.Key == key), state, state is null ? null : new Observed(state, null, "", []));
}
