using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class AnswerReaderTests
{
    private static readonly Hypothesis[] Ranking =
    [
        new("sepsis", "Sepsis", 0.7, WeightBasis.Stated, false, [], []),
        new("gout", "Gout", 0.2, WeightBasis.Stated, false, [], []),
    ];

    [Fact]
    public void Read_Choice_RepairsNamesAndKeepsWhatIsOnNoList() =>
        Names(QuestionType.ChooseSeveral, ["sepsis\n2. GOUT", "Lupus", "gout"], ["Sepsis", "Gout"]).ShouldBe(["Sepsis", "Gout", "Lupus"]);

    [Fact]
    public void Read_CandidateWithSeparatorsInIt_IsTakenWhole()
    {
        Names(QuestionType.ChooseOne, ["Cough; dry"], ["Cough; dry", "Cough"]).ShouldBe(["Cough; dry"]);
        Names(QuestionType.ChooseSeveral, ["a, b"], ["A", "B"]).ShouldBe(["A", "B"]);
        Names(QuestionType.ChooseSeveral, ["a, c"], ["A", "B"]).ShouldBe(["a, c"]);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("yes, because the lactate is high", true)]
    [InlineData("**No**", false)]
    [InlineData("False", false)]
    [InlineData("None of these", null)]
    [InlineData("Not known", null)]
    [InlineData("Nobody can tell", null)]
    public void Read_YesNo_ReadsTheFirstWord(string said, bool? expected) =>
        (AnswerReader.Read(QuestionType.YesNo, [said], null, []) as YesNoAnswer)?.Yes.ShouldBe(expected!.Value);

    [Fact]
    public void Read_YesNoThatSaysNeither_IsNone() => AnswerReader.Read(QuestionType.YesNo, ["It depends."], null, []).ShouldBeNull();

    [Fact]
    public void Read_Differential_TakesWeightsFromTheRankingAndUnknownNamesAsSaid()
    {
        var listed = (DifferentialAnswer)AnswerReader.Read(QuestionType.RankedDifferential, ["1. gout\n2. Lupus"], null, Ranking)!;
        listed.Diagnoses.Select(static one => (one.Name, one.Weight, one.Hypothesis)).ShouldBe([("Gout", 0.2, "gout"), ("Lupus", null, null)]);

        var told = (DifferentialAnswer)AnswerReader.Read(QuestionType.RankedDifferential, ["Most likely: sepsis, by the lactate."], null, Ranking)!;
        told.Names.ShouldBe(["Sepsis", "Gout"]);

        var foreign = (DifferentialAnswer)AnswerReader.Read(QuestionType.RankedDifferential, ["Sarcoidosis"], null, Ranking)!;
        foreign.Names.ShouldBe(["Sarcoidosis"]);
    }

    [Fact]
    public void Show_EveryForm_SaysWhatItIs()
    {
        new YesNoAnswer(true, Risk.Of(0.25, RiskBasis.Stated)).Show().ShouldBe("Yes (risk 0.25 as stated by the model, not calibrated)");
        new YesNoAnswer(false, new Risk(0.01, 0.15, RiskBasis.Score, "curb_65")).Show().ShouldBe("No (risk 0.01-0.15 by curb_65)");
        new DifferentialAnswer([new RankedDiagnosis("Sepsis", 0.7), new RankedDiagnosis("Gout")]).Show().ShouldBe("1. Sepsis (0.70); 2. Gout");
        new ListAnswer(["a", "b"]).Show().ShouldBe("a\nb");
    }

    private static IReadOnlyList<string> Names(QuestionType type, string[] said, string[] candidates) => AnswerReader.Read(type, said, candidates, [])!.Names;
}
