using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Inference;

/// <summary>
/// Weights of a pack's hypotheses. Each hypothesis's prior is multiplied by its own likelihood ratios, then everything is
/// normalised over the pack with its remainder: for a finding that moves one hypothesis only, that is exactly the odds form
/// of Bayes' rule; for one that moves several it is an approximation, because studies compare with different patients.
/// </summary>
internal sealed class Posterior
{
    /// <summary>The smallest and largest single likelihood ratio.</summary>
    public static readonly (double Low, double High) SingleCap = (0.02, 30);

    /// <summary>The smallest and largest product of one hypothesis.</summary>
    public static readonly (double Low, double High) TotalCap = (0.001, 1000);

    private Posterior(IReadOnlyDictionary<string, double> weights, IReadOnlyList<Contribution> contributions)
    {
        Weights = weights;
        Contributions = contributions;
        Ranked = [.. weights.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key)];
    }

    /// <summary>Weights by hypothesis; they sum to 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>The figures applied.</summary>
    public IReadOnlyList<Contribution> Contributions { get; }

    /// <summary>The hypotheses, heaviest first.</summary>
    public IReadOnlyList<string> Ranked { get; }

    /// <summary>The heaviest hypothesis.</summary>
    public string Leader => Ranked[0];

    /// <summary>How far the heaviest is ahead of the second.</summary>
    public double Margin => Weights[Ranked[0]] - Weights[Ranked[1]];

    /// <summary>The weights that findings give.</summary>
    public static Posterior Compute(Pack pack, IEnumerable<FindingState> states)
    {
        List<(FindingState State, PackEffect Effect)> figures = [.. states.SelectMany(static state => state.Effects.Select(effect => (state, effect)))];
        var contributions = new List<Contribution>();
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (PackHypothesis hypothesis in pack.Hypotheses)
        {
            List<Contribution> own = [.. figures
                .Where(figure => figure.Effect.Hypothesis == hypothesis.Key)
                .GroupBy(static figure => figure.State.Finding.Group, StringComparer.Ordinal)
                .SelectMany(Dampen)];
            contributions.AddRange(own);
            double product = own.Aggregate(1.0, static (total, one) => total * one.Applied);
            scores[hypothesis.Key] = hypothesis.Prior.Value * Math.Clamp(product, TotalCap.Low, TotalCap.High);
        }

        return new Posterior(Normalise(scores), contributions);
    }

    /// <summary>Scales scores to a sum of 1.</summary>
    public static Dictionary<string, double> Normalise(IReadOnlyDictionary<string, double> scores)
    {
        double sum = scores.Values.Sum();
        return scores.ToDictionary(static pair => pair.Key, pair => pair.Value / sum, StringComparer.Ordinal);
    }

    /// <summary>A likelihood ratio inside the cap.</summary>
    public static double Cap(double ratio) => Math.Clamp(ratio, SingleCap.Low, SingleCap.High);

    // The strongest of a group first, so that the result does not depend on the order in which findings were looked up.
    private static IEnumerable<Contribution> Dampen(IEnumerable<(FindingState State, PackEffect Effect)> group) => group
        .OrderByDescending(static figure => Math.Abs(Math.Log(Cap(figure.Effect.Lr))))
        .ThenBy(static figure => figure.State.Finding.Key, StringComparer.Ordinal)
        .Select(static (figure, place) => new Contribution(figure.State, figure.Effect, place == 0 ? Cap(figure.Effect.Lr) : Math.Sqrt(Cap(figure.Effect.Lr)), place > 0));
}
