namespace ClinSeek.Reasoning.Scores.Expressions;

/// <summary>
/// What is known of a number: that it lies between two bounds, both possible. A truth value is 1, 0, or both while it is
/// unknown, so that a missing input widens a result instead of passing for normal.
/// </summary>
/// <param name="Low">The lowest possible value.</param>
/// <param name="High">The highest possible value.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Nothing is known of the number.</summary>
    public static Interval Unknown { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Certainly so.</summary>
    public static Interval True { get; } = new(1, 1);

    /// <summary>Certainly not so.</summary>
    public static Interval False { get; } = new(0, 0);

    /// <summary>Perhaps so.</summary>
    public static Interval Maybe { get; } = new(0, 1);

    /// <summary>Whether one value alone is possible.</summary>
    public bool IsExact => Low.Equals(High);

    /// <summary>Whether both bounds are numbers that can be reported.</summary>
    public bool IsFinite => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>One value.</summary>
    public static Interval Exactly(double value) => new(value, value);

    /// <summary>A truth value that is known.</summary>
    public static Interval Of(bool truth) => truth ? True : False;

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Whether the two have a value in common.</summary>
    public bool Meets(Interval other) => Low <= other.High && other.Low <= High;
}
