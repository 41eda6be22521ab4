namespace ClinSeek.Reasoning.Scores.Expressions;

/// <summary>
/// Arithmetic, comparison and logic over <see cref="Interval"/>: each result holds every value that the operation can give
/// for values out of its operands. Logic is Kleene's.
/// </summary>
internal static class IntervalMath
{
    public static Interval Add(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval Negate(Interval a) => new(-a.High, -a.Low);

    public static Interval Multiply(Interval a, Interval b) =>
        Spread(Product(a.Low, b.Low), Product(a.Low, b.High), Product(a.High, b.Low), Product(a.High, b.High));

    public static Interval Divide(Interval a, Interval b) =>
        b.Low <= 0 && b.High >= 0 ? Interval.Unknown : Multiply(a, new Interval(1 / b.High, 1 / b.Low));

    /// <summary>A power of a base that is not negative; of any other nothing is known.</summary>
    public static Interval Power(Interval a, Interval b) => a.Low < 0
        ? Interval.Unknown
        : Spread(Math.Pow(a.Low, b.Low), Math.Pow(a.Low, b.High), Math.Pow(a.High, b.Low), Math.Pow(a.High, b.High));

    public static Interval Less(Interval a, Interval b) => a.High < b.Low ? Interval.True : a.Low >= b.High ? Interval.False : Interval.Maybe;

    public static Interval LessOrEqual(Interval a, Interval b) => Not(Less(b, a));

    public static Interval Equal(Interval a, Interval b) => !a.Meets(b) ? Interval.False : a.IsExact && b.IsExact ? Interval.True : Interval.Maybe;

    public static Interval Not(Interval a) => new(1 - Truth(a).High, 1 - Truth(a).Low);

    public static Interval And(Interval a, Interval b) => new(Math.Min(Truth(a).Low, Truth(b).Low), Math.Min(Truth(a).High, Truth(b).High));

    public static Interval Or(Interval a, Interval b) => new(Math.Max(Truth(a).Low, Truth(b).Low), Math.Max(Truth(a).High, Truth(b).High));

    public static Interval Min(Interval a, Interval b) => new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High));

    public static Interval Max(Interval a, Interval b) => new(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High));

    public static Interval Rising(Interval a, Func<double, double> function) => new(function(a.Low), function(a.High));

    /// <summary>One of two values by a truth value; both where that is unknown.</summary>
    public static Interval Choose(Interval condition, Interval yes, Interval no) => Truth(condition) switch
    {
        { Low: 1 } => yes,
        { High: 0 } => no,
        _ => yes.Hull(no),
    };

    private static Interval Truth(Interval a) => a is { Low: 0, High: 0 } ? Interval.False : a.Low > 0 || a.High < 0 ? Interval.True : Interval.Maybe;

    // By the convention of interval arithmetic: nothing of something unbounded is nothing.
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static Interval Spread(double a, double b, double c, double d) =>
        new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
}
