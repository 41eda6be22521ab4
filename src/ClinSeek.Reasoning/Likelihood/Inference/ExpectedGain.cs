using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Inference;

/// <summary>
/// What a finding is expected to teach: the mean divergence, in bits, of the weights after it from those before. How often
/// a state occurs is worked out from the likelihood ratios, or assumed where the sources give one side only; it orders
/// look-ups and never enters a weight.
/// </summary>
internal static class ExpectedGain
{
    private const double AssumedFalsePositiveRate = 0.1;

    /// <summary>The gain of a finding that is still unknown, in bits, weighed with how often records document it.</summary>
    public static double Of(PackFinding finding, IReadOnlyDictionary<string, double> weights) =>
        Documented(finding) * Outcomes(finding, weights).Where(outcome => Reachable(finding, outcome.State)).Sum(outcome => outcome.Probability * Divergence(outcome.Weights, weights));

    /// <summary>The states it may turn out to have.</summary>
    public static IReadOnlyList<Outcome> Outcomes(PackFinding finding, IReadOnlyDictionary<string, double> weights)
    {
        Dictionary<string, double> usual = Usual(finding);
        Dictionary<string, Dictionary<string, double>> given = weights.Keys.ToDictionary(
            static hypothesis => hypothesis,
            hypothesis => Posterior.Normalise(finding.States.ToDictionary(static state => state, state => usual[state] * Ratio(finding, hypothesis, state), StringComparer.Ordinal)),
            StringComparer.Ordinal);
        return [.. finding.States.Select(state => new Outcome(
            state,
            weights.Sum(pair => pair.Value * given[pair.Key][state]),
            Posterior.Normalise(weights.ToDictionary(static pair => pair.Key, pair => pair.Value * Ratio(finding, pair.Key, state), StringComparer.Ordinal))))];
    }

    private static double Ratio(PackFinding finding, string hypothesis, string state) =>
        finding.Effects.FirstOrDefault(effect => effect.Hypothesis == hypothesis && effect.State == state) is { } effect ? Posterior.Cap(effect.Lr) : 1;

    private static Dictionary<string, double> Usual(PackFinding finding)
    {
        if (finding.Bands.Count > 0)
        {
            return finding.States.ToDictionary(static state => state, _ => 1.0 / finding.Bands.Count, StringComparer.Ordinal);
        }

        double[] rates = [.. finding.Effects.Select(static effect => effect.Hypothesis).Distinct().Select(hypothesis => FalsePositiveRate(Ratio(finding, hypothesis, PackFinding.Present), Ratio(finding, hypothesis, PackFinding.Absent)))];
        double present = rates.Average();
        return new Dictionary<string, double>(StringComparer.Ordinal) { [PackFinding.Present] = present, [PackFinding.Absent] = 1 - present };
    }

    // From LR+ = sensitivity / rate and LR- = (1 - sensitivity) / (1 - rate).
    private static double FalsePositiveRate(double positive, double negative) =>
        positive > 1 && negative < 1 ? Math.Clamp((1 - negative) / (positive - negative), 0.005, 0.95)
        : positive < 1 && negative > 1 ? Math.Clamp((negative - 1) / (negative - positive), 0.005, 0.95)
        : Math.Min(AssumedFalsePositiveRate, 0.9 / positive);

    private static double Divergence(IReadOnlyDictionary<string, double> after, IReadOnlyDictionary<string, double> before) =>
        after.Sum(pair => pair.Value > 0 ? pair.Value * Math.Log2(pair.Value / before[pair.Key]) : 0);

    private static double Documented(PackFinding finding) => finding.Documented
        ?? (finding.LookUps.Any(static lookUp => lookUp.Kind == LookUpKind.Image) ? 0.8 : finding.LookUps.Any(static lookUp => lookUp.Kind == LookUpKind.Text) ? 0.3 : 0.8);

    // An entry in a list can only be found, never be found missing.
    private static bool Reachable(PackFinding finding, string state) =>
        state != PackFinding.Absent || finding.LookUps.Any(static lookUp => lookUp.Kind is LookUpKind.Text or LookUpKind.Image);
}
