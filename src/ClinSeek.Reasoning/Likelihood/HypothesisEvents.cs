using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood;

/// <summary>Writes what the last step's evidence did to the hypotheses.</summary>
internal static class HypothesisEvents
{
    private const double Smallest = 1e-9;

    /// <summary>The hypotheses put up with their priors; empty where they are on the board already.</summary>
    public static IReadOnlyList<HypothesisEvent> Propose(Pack pack, HypothesisBoard board)
    {
        Dictionary<string, double> priors = Posterior.Normalise(pack.Hypotheses.ToDictionary(static hypothesis => hypothesis.Key, static hypothesis => hypothesis.Prior.Value, StringComparer.Ordinal));
        return [.. pack.Hypotheses.Where(hypothesis => board.Find(hypothesis.Key) is null).Select(hypothesis => new HypothesisEvent(
            hypothesis.Key, HypothesisEventKind.Proposed, hypothesis.Name, null, priors[hypothesis.Key], WeightBasis.Posterior, [],
            string.Create(CultureInfo.InvariantCulture, $"prior {hypothesis.Prior.Value} [{hypothesis.Prior.Tag}], {hypothesis.Prior.Setting}, {pack.Sources[hypothesis.Prior.Source].Citation}; normalised over the pack")))];
    }

    /// <summary>One event for each hypothesis whose weight moved, with the evidence that moved it.</summary>
    public static IReadOnlyList<HypothesisEvent> Move(Pack pack, HypothesisBoard board, Posterior posterior, IReadOnlySet<EvidenceId> fresh)
    {
        Contribution[] movers = [.. posterior.Contributions.Where(one => one.Applied != 1 && one.State.Evidence.Any(fresh.Contains))];
        if (movers.Length == 0)
        {
            return [];
        }

        var events = new List<HypothesisEvent>();
        foreach (PackHypothesis hypothesis in pack.Hypotheses)
        {
            double before = board.Find(hypothesis.Key)!.Weight;
            double after = posterior.Weights[hypothesis.Key];
            if (Math.Abs(after - before) < Smallest)
            {
                continue;
            }

            bool up = after > before;
            Contribution[] own = [.. movers.Where(one => one.Effect.Hypothesis == hypothesis.Key && one.Applied > 1 == up)];
            Contribution[] rivals = [.. movers.Where(one => one.Effect.Hypothesis != hypothesis.Key && one.Applied > 1 != up)];
            Contribution[] blamed = own.Length > 0 ? own : rivals.Length > 0 ? rivals : movers;
            events.Add(new HypothesisEvent(
                hypothesis.Key,
                up ? HypothesisEventKind.Supported : HypothesisEventKind.Refuted,
                hypothesis.Name,
                before,
                after,
                WeightBasis.Posterior,
                [.. blamed.SelectMany(static one => one.State.Evidence).Where(fresh.Contains).Distinct().OrderBy(static id => id.Step).ThenBy(static id => id.Ordinal)],
                Reason(blamed, own.Length > 0)));
        }

        return events;
    }

    private static string Reason(Contribution[] movers, bool own) =>
        (own ? "" : "relative to rivals moved by ") + string.Join("; ", movers
            .OrderByDescending(static one => Math.Abs(Math.Log(one.Applied)))
            .Take(5)
            .Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.State.Finding.Name} {one.State.State} (LR {Math.Round(one.Applied, 3)})")));
}
