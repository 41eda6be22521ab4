using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Scores;

/// <summary>Computes a score from what is known of its inputs. Pure; made once for a definition, thread-safe.</summary>
public sealed class ScoreCalculator
{
    private readonly (ScoreItem Item, ScoreExpression Formula, IReadOnlyList<string> Inputs)[] _items;
    private readonly (ScoreLimit Limit, ScoreExpression When)[] _limits;

    /// <summary>A calculator.</summary>
    /// <exception cref="FormatException">A formula cannot be read.</exception>
    public ScoreCalculator(ScoreDefinition definition)
    {
        Definition = definition;
        var reads = definition.Inputs.ToDictionary(static input => input.Key, static input => (IReadOnlyList<string>)[input.Key], StringComparer.Ordinal);
        var items = new List<(ScoreItem, ScoreExpression, IReadOnlyList<string>)>();
        foreach (ScoreItem item in definition.Items)
        {
            ScoreExpression formula = ScoreExpression.Parse(item.Formula);
            reads[item.Key] = [.. formula.Names.SelectMany(name => reads.GetValueOrDefault(name) ?? []).Distinct()];
            items.Add((item, formula, reads[item.Key]));
        }

        _items = [.. items];
        _limits = [.. definition.Limits.Select(static limit => (limit, ScoreExpression.Parse(limit.When)))];
    }

    /// <summary>The score.</summary>
    public ScoreDefinition Definition { get; }

    /// <summary>Computes the score; inputs without a value are missing.</summary>
    /// <param name="known">What is known, by input, in the inputs' units; flags as <see cref="Interval.True"/> and <see cref="Interval.False"/>.</param>
    public ScoreResult Compute(IReadOnlyDictionary<string, Interval> known)
    {
        var values = new Dictionary<string, Interval>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (ScoreInput input in Definition.Inputs)
        {
            Interval possible = Possible(input);
            if (known.TryGetValue(input.Key, out Interval value))
            {
                values[input.Key] = value;
            }
            else
            {
                values[input.Key] = possible;
                if (input.Absent is null)
                {
                    missing.Add(input.Name);
                }
            }
        }

        if (_limits.FirstOrDefault(limit => limit.When.Evaluate(values).Low > 0).Limit is { } limit)
        {
            return new ScoreResult(Definition, null, [], missing, [], limit.Reason);
        }

        if (Definition.Missing == ScoreMissing.NotComputable && missing.Count > 0)
        {
            return new ScoreResult(Definition, null, [], missing, [], "missing: " + string.Join(", ", missing));
        }

        return Sum(values, missing);
    }

    private ScoreResult Sum(Dictionary<string, Interval> values, List<string> missing)
    {
        var total = Interval.Exactly(0);
        var lines = new List<ScoreItemResult>();
        foreach (var (item, formula, inputs) in _items)
        {
            Interval points = formula.Evaluate(values);
            values[item.Key] = points;
            lines.Add(new ScoreItemResult(item, points, inputs));
            total = item.Counts ? IntervalMath.Add(total, points) : total;
        }

        return total.IsFinite
            ? new ScoreResult(Definition, total, lines, missing, Bands(total), null)
            : new ScoreResult(Definition, null, lines, missing, [], missing.Count > 0 ? "missing: " + string.Join(", ", missing) : "an input lies outside what the formula is defined for");
    }

    private ScoreBand[] Bands(Interval value)
    {
        ScoreBand[] touched = [.. Definition.Bands.Where(band => value.High >= (band.From ?? double.NegativeInfinity) && value.Low < (band.Below ?? double.PositiveInfinity))];
        return touched.Length > 1 && Definition.UnsureBand is { } unsure ? [.. Definition.Bands.Where(band => band.Key == unsure)] : touched;
    }

    private static Interval Possible(ScoreInput input) => input switch
    {
        { Absent: { } absent } => Interval.Exactly(absent),
        { Kind: ScoreInputKind.Flag } => Interval.Maybe,
        _ => new Interval(input.Lowest ?? double.NegativeInfinity, input.Highest ?? double.PositiveInfinity),
    };
}
