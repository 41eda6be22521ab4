namespace ClinSeek.Reasoning.Scores.Expressions;

/// <summary>
/// A formula of a score, as the score's file writes it: numbers, the score's inputs by key, <c>+ - * / ^</c>, comparisons,
/// <c>and or not</c>, parentheses, and the functions of <see cref="ScoreFunctions"/>. Pure and thread-safe.
/// </summary>
public sealed class ScoreExpression
{
    private readonly Evaluation _evaluate;

    private ScoreExpression(string text, Evaluation evaluate, IReadOnlySet<string> names)
    {
        Text = text;
        _evaluate = evaluate;
        Names = names;
    }

    internal delegate Interval Evaluation(IReadOnlyDictionary<string, Interval> values);

    /// <summary>The formula as it was written.</summary>
    public string Text { get; }

    /// <summary>The names that it reads.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">The text is no formula; the message names the place.</exception>
    public static ScoreExpression Parse(string text)
    {
        var parser = new ScoreExpressionParser(text);
        Evaluation evaluate = parser.ReadAll();
        return new ScoreExpression(text, evaluate, parser.Names);
    }

    /// <summary>Every value that the formula can have; a name without a value is unknown.</summary>
    public Interval Evaluate(IReadOnlyDictionary<string, Interval> values) => _evaluate(values);
}
