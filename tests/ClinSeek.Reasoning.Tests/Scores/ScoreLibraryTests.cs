using System.Text;
using ClinSeek.Reasoning.Scores;
using FsCheck;
using FsCheck.Fluent;
using Interval = ClinSeek.Reasoning.Scores.Expressions.Interval;

namespace ClinSeek.Reasoning.Tests.Scores;

public sealed class ScoreLibraryTests
{
    private static readonly string[] Published =
    [
        "qsofa", "sirs", "sofa", "curb_65", "perc", "wells_pe", "revised_geneva", "heart", "timi_ua_nstemi", "kdigo_aki", "meld", "meld_na",
        "meld_3", "child_pugh", "cha2ds2_vasc", "gcs", "news2", "san_francisco_syncope", "canadian_syncope", "fib_4", "anion_gap", "fena", "feurea", "egfr_ckd_epi_2021",
    ];

    public static TheoryData<string> Keys => [.. ScoreLibrary.BuiltIn.Scores.Select(static score => score.Key)];

    [Fact]
    public void BuiltIn_Scores_HoldTheTwentyFour() => Published.Except(ScoreLibrary.BuiltIn.Scores.Select(static score => score.Key)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Keys))]
    public void Compute_WorkedExamples_GivesThePrintedResult(string key)
    {
        ScoreCalculator calculator = ScoreLibrary.BuiltIn.Find(key)!;
        foreach (ScoreExample example in calculator.Definition.Examples)
        {
            ScoreResult result = calculator.Compute(Exactly(example.Inputs));
            result.Value.ShouldNotBeNull(result.Refusal);
            result.Value.Value.Low.ShouldBe(example.Low, example.Tolerance);
            result.Value.Value.High.ShouldBe(example.High, example.Tolerance);
            result.Bands.Count.ShouldBe(calculator.Definition.Bands.Count == 0 ? 0 : result.Value.Value.IsExact ? 1 : result.Bands.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Compute_InputsTakenAway_WidensAndNeverMoves(string key)
    {
        ScoreCalculator calculator = ScoreLibrary.BuiltIn.Find(key)!;
        ScoreInput[] free = [.. calculator.Definition.Inputs.Where(static input => input.Absent is null)];
        Gen<double[]> draws = Gen.Choose(0, 1000).Select(static step => step / 1000.0).ArrayOf(free.Length);
        Gen<bool[]> kept = Gen.Elements(true, false).ArrayOf(free.Length);
        Prop.ForAll(draws.Zip(kept).ToArbitrary(), draw =>
        {
            var (shares, keep) = draw;
            var all = free.Select((input, index) => (input.Key, Value: Draw(input, shares[index]), Keep: keep[index])).ToList();
            ScoreResult whole = calculator.Compute(all.ToDictionary(static input => input.Key, static input => Interval.Exactly(input.Value)));
            ScoreResult part = calculator.Compute(all.Where(static input => input.Keep).ToDictionary(static input => input.Key, static input => Interval.Exactly(input.Value)));
            return whole.Value is not { } exact || part.Value is not { } range || (range.Low <= exact.Low + 1e-9 && range.High >= exact.High - 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Compute_Nothing_IsNeverACertainNumber(string key)
    {
        ScoreResult result = ScoreLibrary.BuiltIn.Find(key)!.Compute(new Dictionary<string, Interval>());
        (result.Value is null || !result.Value.Value.IsExact).ShouldBeTrue();
        result.Missing.ShouldNotBeEmpty();
    }

    [Fact]
    public void Compute_OutsideItsLimits_RefusesWithTheReason()
    {
        ScoreResult result = ScoreLibrary.BuiltIn.Find("egfr_ckd_epi_2021")!.Compute(Exactly(new Dictionary<string, double> { ["creatinine"] = 0.5, ["age"] = 12, ["female"] = 1 }));
        result.Value.ShouldBeNull();
        result.Refusal.ShouldBe("CKD-EPI 2021 is for adults");
    }

    [Fact]
    public void Compute_PercWithAnItemMissing_IsNotSatisfied() =>
        ScoreLibrary.BuiltIn.Find("perc")!.Compute(Exactly(new Dictionary<string, double> { ["age"] = 30, ["heart_rate"] = 70 })).Bands.ShouldHaveSingleItem().Key.ShouldBe("not_satisfied");

    [Fact]
    public void Compute_MeldWithoutInr_NamesWhatIsMissing()
    {
        ScoreResult result = ScoreLibrary.BuiltIn.Find("meld")!.Compute(Exactly(new Dictionary<string, double> { ["bilirubin"] = 2, ["creatinine"] = 1 }));
        result.ValueText.ShouldBe("not computable");
        result.Refusal.ShouldBe("missing: international normalised ratio");
    }

    [Theory]
    [InlineData("respiratory_rate >=", "ends too early")]
    [InlineData("unknown_input", "neither an input nor an earlier item")]
    public void Library_BrokenFormula_NamesScoreAndItem(string formula, string problem)
    {
        ScoreDefinition broken = ScoreLibrary.BuiltIn.Find("qsofa")!.Definition with { Items = [new ScoreItem("breathing", "breathing", formula)] };
        string message = Should.Throw<InvalidDataException>(() => new ScoreLibrary([broken])).Message;
        message.ShouldContain("qsofa: breathing:");
        message.ShouldContain(problem);
    }

    [Fact]
    public void Library_ExampleThatDoesNotHold_IsRefused()
    {
        ScoreDefinition wrong = ScoreLibrary.BuiltIn.Find("fib_4")!.Definition with { Examples = [new ScoreExample(new Dictionary<string, double> { ["age"] = 60, ["ast"] = 80, ["platelets"] = 120, ["alt"] = 64 }, 4, 4)] };
        Should.Throw<InvalidDataException>(() => new ScoreLibrary([wrong])).Message.ShouldContain("example 1 gives 5");
    }

    [Fact]
    public void Read_UnknownMember_NamesThePlace()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("{\"formatVersion\":1,\"colour\":\"blue\"}"));
        Should.Throw<InvalidDataException>(() => ScoreLibrary.Read(json)).Message.ShouldContain("colour");
    }

    private static double Draw(ScoreInput input, double share) => input.Kind == ScoreInputKind.Flag
        ? Math.Round(share)
        : (input.Lowest ?? 0.1) + (share * ((input.Highest ?? 20) - (input.Lowest ?? 0.1)));

    private static Dictionary<string, Interval> Exactly(IReadOnlyDictionary<string, double> values) =>
        values.ToDictionary(static value => value.Key, static value => Interval.Exactly(value.Value), StringComparer.Ordinal);
}
