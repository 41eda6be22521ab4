using System.Globalization;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scores;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Reads a score's inputs from what the look-ups gave. An input that the record does not hold has no fact: it is missing, never normal.</summary>
internal static class ScoreInputs
{
    /// <summary>The facts by input.</summary>
    public static IReadOnlyDictionary<string, ScoreFact> Read(ScoreDefinition score, RecordView view)
    {
        Pack pack = ScorePack.Of(score);
        Dictionary<string, FindingState> flags = FindingReader.ReadAll(pack, view).ToDictionary(static state => state.Finding.Key, StringComparer.Ordinal);
        var facts = new Dictionary<string, ScoreFact>(StringComparer.Ordinal);
        foreach (ScoreInput input in score.Inputs)
        {
            ScoreFact? fact = input switch
            {
                { Judgement: true } => null,
                { Key: "age" } => Age(view),
                { Key: "female" } => Sex(view),
                { Kind: ScoreInputKind.Flag } => flags.TryGetValue(input.Key, out FindingState? state) ? Flag(input, state) : null,
                { Loinc.Count: > 0, Derive: null } => Value(input, pack.Quantity(input.Key), view),
                { Loinc.Count: > 0 } => ScoreDerivations.Read(input, pack.Quantity(input.Key), view),
                _ => null,
            };
            if (fact is not null)
            {
                facts[input.Key] = fact;
            }
        }

        return facts;
    }

    private static ScoreFact? Age(RecordView view) => view.Age is { } age
        ? new ScoreFact(Interval.Exactly(age), string.Create(CultureInfo.InvariantCulture, $"age {age}"), [view.Patient!.Cite(age.ToString(CultureInfo.InvariantCulture))])
        : null;

    private static ScoreFact? Sex(RecordView view) => view.Female is { } female
        ? new ScoreFact(Interval.Of(female), female ? "female sex" : "male sex", [view.Patient!.Cite(female ? "female" : "male")])
        : null;

    private static ScoreFact? Flag(ScoreInput input, FindingState state) => state is { State: { } said, Basis: { } basis }
        ? new ScoreFact(Interval.Of(said == PackFinding.Present), said == PackFinding.Present ? "documented (computed: " + input.Name + ")" : "documented as absent (computed: " + input.Name + ")", basis.Citations)
        : null;

    // A number in an input's own name is none of the record's.
    private static string Detail(Measured value) => ClaimNumbers.Unquoted(value.Quantity.Name, []).Count == 0 ? value.Detail : $"{value.Raw} (computed: {value.Quantity.Name})";

    private static ScoreFact? Value(ScoreInput input, PackQuantity quantity, RecordView view)
    {
        IReadOnlyList<Measured> values = QuantityReader.Read(view, quantity).Values;
        Measured? chosen = input.Select switch
        {
            ScoreSelection.Lowest => values.MinBy(static value => value.Range.Low),
            ScoreSelection.Highest => values.MaxBy(static value => value.Range.High),
            _ => values.Count > 0 ? values[0] : null,
        };
        return chosen is null
            ? null
            : new ScoreFact(new Interval(Math.Max(chosen.Range.Low, input.Lowest ?? double.NegativeInfinity), Math.Min(chosen.Range.High, input.Highest ?? double.PositiveInfinity)), Detail(chosen), [chosen.Citation]);
    }
}
