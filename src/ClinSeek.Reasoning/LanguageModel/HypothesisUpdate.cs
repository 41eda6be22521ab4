using System.Globalization;
using System.Text.Json.Serialization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>The arguments of update_hypotheses.</summary>
internal sealed record HypothesisUpdate(
    IReadOnlyList<HypothesisChange>? Changes,
    IReadOnlyList<string>? Considered = null,
    [property: JsonPropertyName("open_questions")] IReadOnlyList<string>? OpenQuestions = null)
{
    /// <summary>Whether it says anything.</summary>
    public bool IsEmpty => Changes is not { Count: > 0 } && Considered is not { Count: > 0 } && OpenQuestions is null;

    /// <summary>The events that the changes mean for a board, and what of them cannot be used.</summary>
    public (IReadOnlyList<HypothesisEvent> Events, IReadOnlyList<string> Problems) Read(HypothesisBoard board, IReadOnlySet<EvidenceId> known)
    {
        var events = new List<HypothesisEvent>();
        var problems = new List<string>();
        foreach (HypothesisChange change in Changes ?? [])
        {
            string key = (change.Hypothesis ?? "").Trim();
            if (key.Length is 0 or > 80 || change.Weight is not { } stated || double.IsNaN(stated) || Kind(change.Kind) is not { } kind)
            {
                problems.Add("a change needs hypothesis, kind (proposed, supported, refuted, retired) and weight between 0 and 1");
                continue;
            }

            List<EvidenceId> ids = [.. Ids(change.Evidence).Where(known.Contains).Distinct()];
            if (kind is HypothesisEventKind.Supported or HypothesisEventKind.Refuted && ids.Count == 0)
            {
                problems.Add($"'{key}' was {kind} without evidence of this case; name its ids");
                continue;
            }

            double weight = Math.Clamp(stated, 0, 1);
            string? reason = weight.Equals(stated) ? change.Reason : string.Create(CultureInfo.InvariantCulture, $"{change.Reason} (stated weight {stated}, clamped to {weight})").Trim();
            Hypothesis? before = board.Find(key);
            string name = string.IsNullOrWhiteSpace(change.Name) ? before?.Name ?? key : change.Name;
            if (before is null && kind != HypothesisEventKind.Proposed)
            {
                var proposal = new HypothesisEvent(key, HypothesisEventKind.Proposed, name, null, weight, WeightBasis.Stated, [], "named for the first time with its evidence");
                events.Add(proposal);
                board = board.Apply([proposal]);
                before = board.Find(key);
            }

            var made = new HypothesisEvent(key, kind, name, kind == HypothesisEventKind.Proposed ? null : before!.Weight, weight, WeightBasis.Stated, ids, reason);
            events.Add(made);
            board = board.Apply([made]);
        }

        return (events, problems);
    }

    /// <summary>The evidence that was looked at and changes nothing.</summary>
    public IEnumerable<EvidenceId> ConsideredIds => Ids(Considered);

    private static IEnumerable<EvidenceId> Ids(IReadOnlyList<string>? texts) =>
        (texts ?? []).Select(static text => EvidenceId.TryParse(text?.Trim().Trim('[', ']'), out EvidenceId id) ? id : (EvidenceId?)null).OfType<EvidenceId>();

    private static HypothesisEventKind? Kind(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "proposed" or "propose" => HypothesisEventKind.Proposed,
        "supported" or "support" => HypothesisEventKind.Supported,
        "refuted" or "refute" => HypothesisEventKind.Refuted,
        "retired" or "retire" => HypothesisEventKind.Retired,
        _ => null,
    };
}
