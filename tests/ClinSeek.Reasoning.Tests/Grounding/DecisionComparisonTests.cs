using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Tests.Grounding;

public sealed class DecisionComparisonTests
{
    private static readonly Decision None = new() { Answer = null, Abstention = "Too little is known." };

    [Theory]
    [InlineData("acute heart failure", "Acute heart failure", Agreement.Agrees)]
    [InlineData("Acute decompensated heart failure", "acute heart failure", Agreement.Agrees)]
    [InlineData("PE", "pulmonary embolism", Agreement.Agrees)]
    [InlineData("Pulmonary embolism", "acute heart failure", Agreement.Differs)]
    [InlineData("Sarcoidosis", "acute heart failure", Agreement.Differs)]
    public void Compare_Leaders_ByNameAndSynonym(string first, string second, Agreement expected) =>
        Compare(QuestionType.RankedDifferential, null, Ranked(first), Ranked(second)).Agreement.ShouldBe(expected);

    [Theory]
    [InlineData("Yes", "yes, surely", Agreement.Agrees)]
    [InlineData("Yes", "No", Agreement.Differs)]
    public void Compare_YesNo_ByTheWord(string first, string second, Agreement expected) =>
        Compare(QuestionType.YesNo, null, Said(first), Said(second)).Agreement.ShouldBe(expected);

    [Theory]
    [InlineData("A; B", "b; a", Agreement.Agrees, "the same")]
    [InlineData("A", "A; B", Agreement.Differs, "also chooses B")]
    [InlineData("A; B", "B", Agreement.Differs, "does not choose A")]
    [InlineData("A", "B", Agreement.Differs, "B instead of A")]
    public void Compare_Choices_NamesTheDifference(string first, string second, Agreement expected, string text)
    {
        DecisionCheck check = Compare(QuestionType.ChooseSeveral, ["A", "B"], Said(first), Said(second));

        check.Agreement.ShouldBe(expected);
        check.Text.ShouldContain(text);
    }

    [Fact]
    public void Compare_Abstentions_SayWhoAbstains()
    {
        Compare(QuestionType.FreeText, null, Ranked("Gout"), None).Agreement.ShouldBe(Agreement.Abstains);
        Compare(QuestionType.FreeText, null, None, Ranked("Gout")).Agreement.ShouldBe(Agreement.Differs);
        Compare(QuestionType.FreeText, null, None, None).Agreement.ShouldBe(Agreement.Agrees);
    }

    private static DecisionCheck Compare(QuestionType type, string[]? candidates, Decision first, Decision second) => DecisionComparison.Compare(
        new CaseRequest("p", "q", new CutoffTime(DateTimeOffset.UnixEpoch), candidates, CaseBudget.Default, "s") { Form = new QuestionForm(type, Inferred: false) },
        first, second, "likelihood/1;packs", PackLibrary.BuiltIn);

    private static Decision Said(string answer) => new() { Answer = answer };

    private static Decision Ranked(string name) => new() { Answer = name, Ranking = [new Hypothesis(name, name, 0.7, WeightBasis.Stated, false, [], [])] };
}
