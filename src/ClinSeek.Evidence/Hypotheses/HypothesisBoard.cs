using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Hypotheses;

/// <summary>The hypotheses of a case as a fold over their events: the same events always give the same board.</summary>
public sealed class HypothesisBoard
{
    private readonly Dictionary<string, Hypothesis> _byKey;

    private HypothesisBoard(Dictionary<string, Hypothesis> byKey) => _byKey = byKey;

    /// <summary>A board with nothing on it.</summary>
    public static HypothesisBoard Empty { get; } = new(new Dictionary<string, Hypothesis>(StringComparer.Ordinal));

    /// <summary>The live hypotheses, heaviest first; equal weights in the order of their keys.</summary>
    public IReadOnlyList<Hypothesis> Live => [.. _byKey.Values
        .Where(static hypothesis => !hypothesis.Retired)
        .OrderByDescending(static hypothesis => hypothesis.Weight)
        .ThenBy(static hypothesis => hypothesis.Key, StringComparer.Ordinal)];

    /// <summary>Every hypothesis there ever was, retired ones included, in the order of their keys.</summary>
    public IReadOnlyList<Hypothesis> All => [.. _byKey.Values.OrderBy(static hypothesis => hypothesis.Key, StringComparer.Ordinal)];

    /// <summary>The hypothesis under a key, or null.</summary>
    public Hypothesis? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The board that the events give, from the empty one.</summary>
    public static HypothesisBoard Fold(IEnumerable<HypothesisEvent> events) => Empty.Apply(events);

    /// <summary>The board after more events; this one stays as it is.</summary>
    /// <exception cref="InvalidOperationException">An event speaks of a hypothesis that was never proposed.</exception>
    public HypothesisBoard Apply(IEnumerable<HypothesisEvent> events)
    {
        var next = new Dictionary<string, Hypothesis>(_byKey, StringComparer.Ordinal);
        foreach (HypothesisEvent change in events)
        {
            next[change.Hypothesis] = Next(next.GetValueOrDefault(change.Hypothesis), change);
        }

        return new HypothesisBoard(next);
    }

    private static Hypothesis Next(Hypothesis? current, HypothesisEvent change) => (change.Kind, current) switch
    {
        (HypothesisEventKind.Proposed, _) => new Hypothesis(
            change.Hypothesis, change.Name, change.WeightAfter, change.Basis, Retired: false, current?.For ?? change.Evidence, current?.Against ?? []),
        (_, null) => throw new InvalidOperationException($"The hypothesis '{change.Hypothesis}' was never proposed."),
        (HypothesisEventKind.Supported, _) => current with
        {
            Weight = change.WeightAfter, Basis = change.Basis, For = Union(current.For, change.Evidence),
        },
        (HypothesisEventKind.Refuted, _) => current with
        {
            Weight = change.WeightAfter, Basis = change.Basis, Against = Union(current.Against, change.Evidence),
        },
        _ => current with { Weight = change.WeightAfter, Basis = change.Basis, Retired = true },
    };

    private static IReadOnlyList<EvidenceId> Union(IReadOnlyList<EvidenceId> known, IReadOnlyList<EvidenceId> more) =>
        [.. known.Concat(more).Distinct()];
}
