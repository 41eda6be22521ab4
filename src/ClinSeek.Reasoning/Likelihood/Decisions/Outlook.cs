using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>What would most change the answer: findings that are still unknown, with the direction each would move the leading named hypothesis.</summary>
internal static class Outlook
{
    /// <summary>Up to <paramref name="count"/> sentences, most telling first.</summary>
    public static IReadOnlyList<string> Write(Pack pack, IReadOnlyList<FindingState> states, Posterior posterior, int count)
    {
        string focus = posterior.Leader == Pack.NoneOfThese ? posterior.Ranked[1] : posterior.Leader;
        double now = posterior.Weights[focus];
        HashSet<string> known = [.. states.Where(static state => state.State is not null).Select(static state => state.Finding.Key)];
        return [.. pack.Findings
            .Where(finding => !known.Contains(finding.Key) && Applies(finding, states))
            .SelectMany(finding => ExpectedGain.Outcomes(finding, posterior.Weights).Select(outcome => (finding, outcome, Change: outcome.Weights[focus] - now)))
            .GroupBy(static one => one.finding.Key)
            .Select(static same => same.MaxBy(static one => Math.Abs(one.Change)))
            .OrderByDescending(static one => Math.Abs(one.Change)).ThenBy(static one => one.finding.Key, StringComparer.Ordinal)
            .Take(count)
            .Where(static one => Math.Abs(one.Change) >= 0.01)
            .Select(one => Sentence(pack, one.finding, one.outcome, focus, posterior.Leader, now))];
    }

    private static string Sentence(Pack pack, PackFinding finding, Outcome outcome, string focus, string leader, double now)
    {
        double then = outcome.Weights[focus];
        string state = finding.Bands.FirstOrDefault(band => band.Key == outcome.State)?.Name ?? outcome.State;
        string other = outcome.Weights.MaxBy(static pair => pair.Value).Key is var next && next != leader && next != focus ? $"; {pack.Hypothesis(next).Name} would lead" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{finding.Name} (unknown so far): {state} would {(then > now ? "raise" : "lower")} {pack.Hypothesis(focus).Name} from {WeightText.Show(now)} to {WeightText.Show(then)}{other}.");
    }

    private static bool Applies(PackFinding finding, IReadOnlyList<FindingState> states) =>
        finding.OnlyIf is not { } only || only.Holds(states.First(state => state.Finding.Key == only.Finding).State);
}
