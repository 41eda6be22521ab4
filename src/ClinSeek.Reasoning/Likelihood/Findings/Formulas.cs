using System.Collections.Concurrent;
using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Formulas over quantities: those of the pack, and two over the course of a value that no expression can write. What
/// cannot be told for sure from the inputs at hand has no result.
/// </summary>
internal static class Formulas
{
    /// <summary>KDIGO creatinine criteria: 0 not met, else the stage.</summary>
    public const string KdigoAki = "kdigo_aki";

    /// <summary>How far the haemoglobin fell.</summary>
    public const string HbFall = "hb_fall";

    private const string Age = "age";
    private const string Female = "female";

    private static readonly ConcurrentDictionary<string, ScoreExpression> Parsed = new(StringComparer.Ordinal);

    /// <summary>Whether a pack has such a formula.</summary>
    public static bool IsKnown(Pack pack, string? formula) => formula is KdigoAki or HbFall || pack.Formulas.Any(one => one.Key == formula);

    /// <summary>The quantities that a formula reads.</summary>
    public static IReadOnlyList<string> Inputs(Pack pack, string formula) => formula switch
    {
        KdigoAki => [KdigoFormula.Input],
        HbFall => [HaemoglobinFall.Input],
        _ => [.. Expression(pack.Formulas.First(one => one.Key == formula)).Names.Where(static name => name is not (Age or Female)).Order(StringComparer.Ordinal)],
    };

    /// <summary>A formula's expression.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ScoreExpression Expression(PackFormula formula) => Parsed.GetOrAdd(formula.Expression, ScoreExpression.Parse);

    /// <summary>A formula's result with what it rests on, or null.</summary>
    public static FormulaResult? Compute(string formula, Pack pack, RecordView view) => formula switch
    {
        KdigoAki => KdigoFormula.Compute(pack, view),
        HbFall => HaemoglobinFall.Compute(pack, view),
        _ => Evaluate(pack.Formulas.First(one => one.Key == formula), pack, view),
    };

    private static FormulaResult? Evaluate(PackFormula formula, Pack pack, RecordView view)
    {
        ScoreExpression expression = Expression(formula);
        Measured[] inputs = [.. Inputs(pack, formula.Key).SelectMany(key => QuantityReader.Read(view, pack.Quantity(key)).Values.Take(1))];
        if (inputs.Length == 0 || (formula.WithinHours is { } hours && inputs.Max(static input => input.Time) - inputs.Min(static input => input.Time) > TimeSpan.FromHours(hours)))
        {
            return null;
        }

        Dictionary<string, Interval> values = inputs.ToDictionary(static input => input.Quantity.Key, static input => new Interval(input.Range.Low, input.Range.High), StringComparer.Ordinal);
        List<Citation> citations = [.. inputs.Select(static input => input.Citation)];
        if (expression.Names.Contains(Age) && view.Age is { } age)
        {
            values[Age] = Interval.Exactly(age);
            citations.Add(view.Patient!.Cite(age.ToString(CultureInfo.InvariantCulture)));
        }

        if (expression.Names.Contains(Female) && view.Female is { } female)
        {
            values[Female] = Interval.Of(female);
            citations.Add(view.Patient!.Cite(female ? "female" : "male"));
        }

        return expression.Evaluate(values) is { IsExact: true, IsFinite: true } result
            ? new FormulaResult(result.Low, string.Create(CultureInfo.InvariantCulture, $"{formula.Name} (computed: {Math.Round(result.Low, 2)})"), inputs.Max(static input => input.Time), citations) { Inputs = [.. inputs.Select(static input => input.Detail)] }
            : null;
    }
}
