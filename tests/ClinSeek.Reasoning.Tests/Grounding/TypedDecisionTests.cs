using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Reasoning.Tests.Grounding;

public sealed class TypedDecisionTests
{
    private static readonly EvidenceItem Note = new(EvidenceId.Parse("e1.1"), new ToolCall("ehr.get_latest_records", "{}"), new ToolResult
    {
        Outcome = ToolOutcome.Ok, Schema = ToolSchemas.None, Text = "The lactate was 4.1 mmol/L.",
    });

    private static readonly Claim Grounded = new("The lactate was 4.1 mmol/L, which speaks for sepsis and against gout.", [new Citation(Note.Id, "note", "text", "lactate was 4.1 mmol/L")]);

    private static readonly Claim Invented = new("The lactate was 9 mmol/L.", [new Citation(Note.Id, "note", "text", "lactate was 9 mmol/L")]);

    private static readonly HypothesisBoard Board = HypothesisBoard.Fold(
    [
        new("sepsis", HypothesisEventKind.Proposed, "Sepsis", null, 0.7, WeightBasis.Stated, []),
        new("gout", HypothesisEventKind.Proposed, "Gout", null, 0.2, WeightBasis.Stated, []),
    ]);

    [Theory]
    [InlineData(QuestionType.ChooseOne, "sepsis", true)]
    [InlineData(QuestionType.ChooseOne, "Sepsis; Gout", false)]
    [InlineData(QuestionType.ChooseOne, "Sepsys", true)]
    [InlineData(QuestionType.ChooseOne, "Lupus", false)]
    [InlineData(QuestionType.ChooseSeveral, "gout\nsepsis", true)]
    [InlineData(QuestionType.ChooseSeveral, "gout\nlupus", false)]
    public void Check_Choice_MustBeFromTheListAndOfItsNumber(QuestionType type, string answer, bool ok)
    {
        GroundingReport report = Check(type, answer, ["Sepsis", "Gout"]);

        report.Ok.ShouldBe(ok, string.Join(' ', report.Problems));
        if (ok)
        {
            report.Decision.Result!.Names.ShouldBeSubsetOf(["Sepsis", "Gout"]);
            report.Decision.Answer.ShouldBe(report.Decision.Result!.Show());
        }
    }

    [Fact]
    public void Check_MisspeltCandidate_IsRepairedAndTheRepairIsKept()
    {
        Decision read = Check(QuestionType.ChooseOne, "sepsys", ["Sepsis", "Gout"]).Decision;

        (read.Answer, read.Repairs.Single()).ShouldBe(("Sepsis", "«sepsys» was read as the candidate «Sepsis»."));
    }

    [Theory]
    [InlineData("Yes, by the lactate.", true)]
    [InlineData("Sepsis", false)]
    public void Check_StatedYesNo_MustBeginWithOne(string answer, bool ok) => Check(QuestionType.YesNo, answer, null).Ok.ShouldBe(ok);

    [Fact]
    public void Check_InferredYesNo_RefusesNothing()
    {
        GroundingReport report = DecisionChecker.Check(Decision("Sepsis"), Request(null, null, "Is it sepsis?"), [Note], Board);

        report.Ok.ShouldBeTrue(string.Join(' ', report.Problems));
        (report.Decision.Type, report.Decision.Result).ShouldBe((QuestionType.YesNo, new TextAnswer("Sepsis")));
    }

    [Theory]
    [InlineData(0.2, 0.4, true)]
    [InlineData(0.4, 0.2, false)]
    [InlineData(-0.1, 0.2, false)]
    [InlineData(0.9, 1.1, false)]
    [InlineData(double.NaN, 0.2, false)]
    public void Check_Risk_IsBetweenNoneAndOne(double low, double high, bool ok) =>
        DecisionChecker.Check(Decision("Yes") with { Result = new YesNoAnswer(true, new Risk(low, high, RiskBasis.Stated)) }, Request(QuestionType.YesNo, null), [Note], Board).Ok.ShouldBe(ok);

    [Theory]
    [InlineData(QuestionType.YesNo, "True: the lactate.", "True|False", "True")]
    [InlineData(QuestionType.YesNo, "no", "True|False", "False")]
    [InlineData(QuestionType.YesNo, "Yes", "Yes|No", "Yes")]
    [InlineData(QuestionType.YesNo, "positive", "Positive for sepsis|Negative for sepsis", "Positive for sepsis")]
    [InlineData(QuestionType.ChooseOne, "True", "True|False", "True")]
    [InlineData(QuestionType.ChooseOne, "Yes, by the lactate; it was raised.", "Yes|No", "Yes")]
    [InlineData(QuestionType.ChooseOne, "No: the lactate was low.", "Yes|No|Unclear", "No")]
    [InlineData(QuestionType.ChooseOne, "unclear", "Yes|No|Unclear", "Unclear")]
    [InlineData(QuestionType.ChooseSeveral, "yes", "YES|NO", "YES")]
    public void Check_CandidatesThatSayYesAndNo_AreAnsweredInTheirOwnWords(QuestionType type, string answer, string candidates, string meant)
    {
        GroundingReport report = Check(type, answer, candidates.Split('|'));

        report.Ok.ShouldBeTrue(string.Join(' ', report.Problems));
        report.Decision.Result!.Names.ShouldBe([meant]);
    }

    [Theory]
    [InlineData(QuestionType.YesNo, "Sepsis", "True|False")]
    [InlineData(QuestionType.YesNo, "No", "True|Unclear")]
    [InlineData(QuestionType.ChooseOne, "No sepsis", "No acute finding|True sepsis")]
    [InlineData(QuestionType.ChooseOne, "Lupus", "Yes|No")]
    public void Check_AnswerThatNoCandidateSays_IsRefused(QuestionType type, string answer, string candidates) => Check(type, answer, candidates.Split('|')).Ok.ShouldBeFalse();

    [Fact]
    public void Check_YesOfAPackBesideOtherWordsForIt_IsTheCandidate()
    {
        var answer = new YesNoAnswer(false, Risk.Of(0.02, RiskBasis.Posterior, "sepsis@1"));

        GroundingReport report = DecisionChecker.Check(Decision("False") with { Result = answer }, Request(null, ["True", "False"]), [Note], Board);

        report.Ok.ShouldBeTrue(string.Join(' ', report.Problems));
        report.Decision.Result.ShouldBe(answer with { Candidate = "False" });
    }

    [Fact]
    public void Of_RiskThatIsNone_IsLeftOutAndTheAnswerStands()
    {
        Decision kept = GroundedPart.Of(Decision("Yes") with { Result = new YesNoAnswer(true, Risk.Of(12, RiskBasis.Stated)) }, Request(QuestionType.YesNo, null), [Note], Board);

        (kept.Answer, kept.Result).ShouldBe(("Yes", new YesNoAnswer(true)));
        kept.Caveats.ShouldContain(static caveat => caveat.StartsWith("The model's risk was left out.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mortality 17 %", 0.17, true)]
    [InlineData("mortality 0.17", 0.17, true)]
    [InlineData("mortality 17", 0.17, false)]
    [InlineData("mortality 1.7 %", 0.17, false)]
    [InlineData("mortality 10-17 %", 0.1, true)]
    [InlineData("mortality 17 % in 0.5 of them", 0.5, true)]
    [InlineData("mortality", 0.17, false)]
    public void StatesShare_Quote_AsItselfOrInPerCent(string quote, double share, bool stated) => ClaimNumbers.StatesShare(quote, share).ShouldBe(stated);

    [Fact]
    public void Check_DifferentialInAnotherOrderThanTheWeights_IsAskedAboutAndMayStand()
    {
        GroundingReport report = Check(QuestionType.RankedDifferential, "1. Gout\n2. Sepsis", null);

        report.Findings.Single().Kind.ShouldBe(GroundingKind.Hypotheses);
        Decision kept = GroundedPart.Of(Decision("1. Gout\n2. Sepsis"), Request(QuestionType.RankedDifferential, null), [Note], Board);
        kept.Answer.ShouldNotBeNull();
        kept.Caveats.ShouldContain(static caveat => caveat.Contains("heaviest", StringComparison.Ordinal));
    }

    [Fact]
    public void Row36_LiveHypothesisNobodySpokeOf_IsAskedAboutAndMayStand()
    {
        Claim silent = Grounded with { Text = "The lactate was 4.1 mmol/L." };
        Decision decision = Decision("Sepsis") with { Claims = [silent] };

        GroundingReport report = DecisionChecker.Check(decision, Request(QuestionType.FreeText, null), [Note], Board);

        report.Problems.Single().ShouldContain("'gout' was never weighed");
        GroundedPart.Of(decision, Request(QuestionType.FreeText, null), [Note], Board).Answer.ShouldBe("Sepsis");
    }

    [Fact]
    public void Of_UngroundedClaim_IsDroppedAndMarkedAndTheRestStands()
    {
        Decision kept = GroundedPart.Of(Decision("Sepsis") with { Claims = [Invented, Grounded] }, Request(QuestionType.FreeText, null), [Note], Board);

        (kept.Answer, kept.Claims.Single().Text).ShouldBe(("Sepsis", Grounded.Text));
        DroppedClaim dropped = kept.Dropped.Single();
        dropped.Text.ShouldBe(Invented.Text);
        dropped.Reason.ShouldContain("literally");
    }

    [Fact]
    public void Of_NothingThatStands_IsAnAbstentionWithoutAResult()
    {
        Decision kept = GroundedPart.Of(Decision("Sepsis") with { Claims = [Invented] }, Request(QuestionType.FreeText, null), [Note], Board);

        (kept.Answer, kept.Result, kept.Claims.Count, kept.Dropped.Count).ShouldBe((null, null, 0, 1));
        kept.Abstention.ShouldNotBeNull();
    }

    [Fact]
    public void Of_SeveralNamesOneOfThemOnNoList_KeepsThoseThatAreListed()
    {
        Decision kept = GroundedPart.Of(Decision("Gout; Lupus") with { Answer = "Gout; Lupus" }, Request(QuestionType.ChooseSeveral, ["Sepsis", "Gout"]), [Note], Board);

        (kept.Answer, ((ChoiceAnswer)kept.Result!).Chosen.Single()).ShouldBe(("Gout", "Gout"));
        kept.Repairs.ShouldContain("«Lupus» is not on the list and was left out.");
    }

    [Fact]
    public void Check_ResultWithoutText_GetsItsText() =>
        DecisionChecker.Check(Decision(null) with { Result = new ChoiceAnswer(["gout"]) }, Request(QuestionType.ChooseOne, ["Sepsis", "Gout"]), [Note], Board).Decision.Answer.ShouldBe("Gout");

    [Theory]
    [InlineData("the excess was -3.5", "excess -3.5 mmol/L", true)]
    [InlineData("the excess was \u22123.5", "excess -3.5 mmol/L", true)]
    [InlineData("the excess was 3.5", "excess -3.5 mmol/L", false)]
    [InlineData("the excess was -3.5", "excess 3.5 mmol/L", false)]
    [InlineData("between 3 and 5", "3-5", true)]
    [InlineData("on 2026-03-01", "2026-03-01T08:00", true)]
    public void Unquoted_Sign_IsPartOfTheNumber(string claim, string quote, bool ok) => (ClaimNumbers.Unquoted(claim, [quote]).Count == 0).ShouldBe(ok);

    private static GroundingReport Check(QuestionType type, string answer, string[]? candidates) =>
        DecisionChecker.Check(Decision(answer), Request(type, candidates), [Note], Board);

    private static Decision Decision(string? answer) => new() { Answer = answer, Ranking = Board.Live, Claims = [Grounded] };

    private static CaseRequest Request(QuestionType? type, string[]? candidates, string question = "q") =>
        new("p", question, new CutoffTime(DateTimeOffset.UnixEpoch), candidates, CaseBudget.Default, "s")
        {
            Form = type is { } stated ? new QuestionForm(stated, Inferred: false) : null,
        };
}
