using Evaluation = ClinSeek.Reasoning.Scores.Expressions.ScoreExpression.Evaluation;

namespace ClinSeek.Reasoning.Scores.Expressions;

/// <summary>
/// The functions that a formula may call: <c>ln(x)</c>, <c>sqrt(x)</c>, <c>round(x)</c>, <c>round(x, decimals)</c>,
/// <c>min(x, y)</c>, <c>max(x, y)</c>, <c>clamp(x, low, high)</c>, <c>if(condition, yes, no)</c> and
/// <c>band(x, p0, c1, p1, c2, p2, ...)</c>, which is p0 below c1, p1 from c1 to below c2, and so on.
/// </summary>
internal static class ScoreFunctions
{
    /// <summary>The call of a function, or null where there is none of that name and number of arguments.</summary>
    public static Evaluation? Call(string name, Evaluation[] arguments) => (name, arguments) switch
    {
        ("ln", [var x]) => values => IntervalMath.Rising(x(values), static value => value <= 0 ? double.NegativeInfinity : Math.Log(value)),
        ("sqrt", [var x]) => values => IntervalMath.Rising(x(values), static value => Math.Sqrt(Math.Max(0, value))),
        ("round", [var x]) => values => IntervalMath.Rising(x(values), static value => Math.Round(value, MidpointRounding.AwayFromZero)),
        ("round", [var x, var decimals]) => values => Round(x(values), (int)decimals(values).Low),
        ("min", [var x, var y]) => values => IntervalMath.Min(x(values), y(values)),
        ("max", [var x, var y]) => values => IntervalMath.Max(x(values), y(values)),
        ("clamp", [var x, var low, var high]) => values => IntervalMath.Max(low(values), IntervalMath.Min(high(values), x(values))),
        ("if", [var condition, var yes, var no]) => values => IntervalMath.Choose(condition(values), yes(values), no(values)),
        ("band", [var x, .. var steps]) when steps.Length % 2 == 1 => values => Band(x(values), steps, values),
        _ => null,
    };

    private static Interval Round(Interval x, int decimals) =>
        IntervalMath.Rising(x, value => double.IsFinite(value) ? Math.Round(value, decimals, MidpointRounding.AwayFromZero) : value);

    private static Interval Band(Interval x, Evaluation[] steps, IReadOnlyDictionary<string, Interval> values)
    {
        Interval? possible = null;
        double from = double.NegativeInfinity;
        for (int step = 0; step < steps.Length; step += 2)
        {
            double below = step + 1 < steps.Length ? steps[step + 1](values).Low : double.PositiveInfinity;
            if (x.Low < below && (x.High >= from || step == 0))
            {
                Interval points = steps[step](values);
                possible = possible?.Hull(points) ?? points;
            }

            from = below;
        }

        return possible ?? steps[^1](values);
    }
}
