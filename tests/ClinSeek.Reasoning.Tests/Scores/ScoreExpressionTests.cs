using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Tests.Scores;

public sealed class ScoreExpressionTests
{
    private static readonly Dictionary<string, Interval> Values = new(StringComparer.Ordinal)
    {
        ["x"] = Interval.Exactly(3), ["y"] = Interval.Exactly(-2), ["yes"] = Interval.True, ["perhaps"] = Interval.Maybe, ["wide"] = new Interval(1, 5),
    };

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("2 - 3 - 4", -5)]
    [InlineData("12 / 2 / 3", 2)]
    [InlineData("-x ^ 2", -9)]
    [InlineData("2 ^ 3 * 2", 16)]
    [InlineData("0.5 ^ -1", 2)]
    [InlineData("x - -y", 1)]
    [InlineData("round(2.5)", 3)]
    [InlineData("round(0.25, 1)", 0.3)]
    [InlineData("clamp(7, 1, 4)", 4)]
    [InlineData("max(x, 5) - min(x, 5)", 2)]
    [InlineData("sqrt(16) + ln(1)", 4)]
    [InlineData("if(x > 2, 10, 20)", 10)]
    [InlineData("3 * (x > 2) + 1.5 * (x > 9)", 3)]
    [InlineData("x >= 3 and not y > 0 or x < 0", 1)]
    [InlineData("x == 3 and x != 4", 1)]
    [InlineData("band(2.9, 0, 3, 1, 5, 2)", 0)]
    [InlineData("band(3, 0, 3, 1, 5, 2)", 1)]
    [InlineData("band(99, 0, 3, 1, 5, 2)", 2)]
    [InlineData("yesno_not_a_keyword or 1", 1)]
    public void Evaluate_KnownValues_GivesTheNumber(string text, double expected)
    {
        Interval result = ScoreExpression.Parse(text).Evaluate(Values);
        result.Low.ShouldBe(expected, 1e-12);
        result.High.ShouldBe(expected, 1e-12);
    }

    [Theory]
    [InlineData("perhaps", 0, 1)]
    [InlineData("perhaps and 0", 0, 0)]
    [InlineData("perhaps or yes", 1, 1)]
    [InlineData("not perhaps", 0, 1)]
    [InlineData("wide > 3", 0, 1)]
    [InlineData("wide > 5", 0, 0)]
    [InlineData("wide >= 1", 1, 1)]
    [InlineData("wide == 9", 0, 0)]
    [InlineData("wide - wide", -4, 4)]
    [InlineData("wide * y", -10, -2)]
    [InlineData("10 / wide", 2, 10)]
    [InlineData("wide ^ 2", 1, 25)]
    [InlineData("band(wide, 0, 3, 1, 5, 2)", 0, 2)]
    [InlineData("band(wide, 0, 1, 1, 6, 2)", 1, 1)]
    [InlineData("if(perhaps, 4, wide)", 1, 5)]
    [InlineData("nowhere < 5", 0, 1)]
    [InlineData("0 * nowhere", 0, 0)]
    public void Evaluate_UncertainValues_GivesEveryPossibleOne(string text, double low, double high)
    {
        Interval result = ScoreExpression.Parse(text).Evaluate(Values);
        result.Low.ShouldBe(low, 1e-12);
        result.High.ShouldBe(high, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("1 2")]
    [InlineData("x ** 2")]
    [InlineData("nothing(1)")]
    [InlineData("ln(1, 2)")]
    [InlineData("band(1, 2, 3)")]
    [InlineData("1.2.3")]
    [InlineData("Upper")]
    [InlineData("x; y")]
    public void Parse_NoFormula_SaysSo(string text) => Should.Throw<FormatException>(() => ScoreExpression.Parse(text)).Message.ShouldNotBeEmpty();

    [Fact]
    public void Parse_NestedWithoutEnd_IsRefusedBeforeTheStackIs() =>
        Should.Throw<FormatException>(() => ScoreExpression.Parse(new string('(', 100_000))).Message.ShouldContain("64");

    [Fact]
    public void Names_OfAFormula_AreWhatItReads() =>
        ScoreExpression.Parse("if(a > 1, b, max(c, 2)) + a").Names.ShouldBe(["a", "b", "c"], ignoreOrder: true);
}
