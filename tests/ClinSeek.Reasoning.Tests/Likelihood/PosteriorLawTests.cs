using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PosteriorLawTests
{
    [Fact]
    public void Compute_OneSupportingFindingMore_NeverLowersItsHypothesis() => ForEveryPack(static (pack, states, pick) =>
    {
        PackFinding[] left = [.. pack.Findings.Where(finding => states.All(state => state.Finding != finding))];
        if (left.Length == 0)
        {
            return true;
        }

        PackFinding added = left[Math.Abs(pick % left.Length)];
        return added.Effects.Where(static effect => effect.Lr > 1).All(effect =>
        {
            // The figure for this hypothesis alone: one that also lifts a rival may well lower it.
            var alone = new FindingState(added with { Effects = [effect] }, effect.State, Basis(effect.State));
            return Posterior.Compute(pack, [.. states, alone]).Weights[effect.Hypothesis] >= Posterior.Compute(pack, states).Weights[effect.Hypothesis] - 1e-12;
        });
    });

    [Fact]
    public void Compute_OneContraryFindingMore_NeverRaisesItsHypothesis() => ForEveryPack(static (pack, states, pick) =>
    {
        PackFinding[] left = [.. pack.Findings.Where(finding => states.All(state => state.Finding != finding))];
        return left.Length == 0 || left[Math.Abs(pick % left.Length)] is var added && added.Effects.Where(static effect => effect.Lr < 1).All(effect =>
        {
            var alone = new FindingState(added with { Effects = [effect] }, effect.State, Basis(effect.State));
            return Posterior.Compute(pack, [.. states, alone]).Weights[effect.Hypothesis] <= Posterior.Compute(pack, states).Weights[effect.Hypothesis] + 1e-12;
        });
    });

    [Fact]
    public void Compute_UnknownFindings_ChangeNothing() => ForEveryPack(static (pack, states, _) =>
        Same(Posterior.Compute(pack, states), Posterior.Compute(pack, [.. states, .. pack.Findings.Select(static finding => new FindingState(finding, null, null))])));

    [Fact]
    public void Compute_FindingsInAnyOrder_GiveTheSameWeights() => ForEveryPack(static (pack, states, pick) =>
        Same(Posterior.Compute(pack, states), Posterior.Compute(pack, states.OrderBy(state => StringComparer.Ordinal.GetHashCode(state.Finding.Key) ^ pick))));

    [Fact]
    public void Compute_AnyFindings_StayInsideTheCaps() => ForEveryPack(static (pack, states, _) =>
    {
        Posterior posterior = Posterior.Compute(pack, states);
        double sum = pack.Hypotheses.Sum(static hypothesis => hypothesis.Prior.Value);
        return posterior.Contributions.All(static one => one.Applied >= Posterior.SingleCap.Low && one.Applied <= Posterior.SingleCap.High)
            && pack.Hypotheses.All(hypothesis => posterior.Weights[hypothesis.Key] >= hypothesis.Prior.Value * Posterior.TotalCap.Low / (sum * Posterior.TotalCap.High) && posterior.Weights[hypothesis.Key] < 1);
    });

    private static void ForEveryPack(Func<Pack, FindingState[], int, bool> law)
    {
        foreach (Pack pack in PackLibrary.BuiltIn.Packs)
        {
            Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (picks, pick) => law(pack, States(pack, picks), pick == int.MinValue ? 0 : pick)).QuickCheckThrowOnFailure();
        }
    }

    private static FindingState[] States(Pack pack, int[] picks) =>
        [.. picks.Select(pick => pack.Findings[(int)((uint)pick * 7919u % (uint)pack.Findings.Count)]).Distinct().Zip(picks, static (finding, pick) => finding.States[(int)((uint)pick % (uint)finding.States.Count)] is var state ? new FindingState(finding, state, Basis(state)) : null!)];

    private static Observed Basis(string state) => new(state, null, "", []);

    private static bool Same(Posterior one, Posterior other) => one.Weights.All(pair => Math.Abs(pair.Value - other.Weights[pair.Key]) < 1e-12);
}
