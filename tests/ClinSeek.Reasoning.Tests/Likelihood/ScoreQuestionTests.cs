using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.ScoreQuestions;
using ClinSeek.Reasoning.Scores;
using ClinSeek.Reasoning.Scores.Expressions;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class ScoreQuestionTests
{
    [Theory]
    [InlineData("What is the CURB-65?", "curb_65")]
    [InlineData("What is her CURB65 score?", "curb_65")]
    [InlineData("curb 65 please", "curb_65")]
    [InlineData("Calculate the CRB-65", "crb_65")]
    [InlineData("How severe is the pneumonia?", "curb_65")]
    [InlineData("What is the CHA2DS2-VASc?", "cha2ds2_vasc")]
    [InlineData("CHA₂DS₂-VASc?", "cha2ds2_vasc")]
    [InlineData("What is his CHADS-VASc score?", "cha2ds2_vasc")]
    [InlineData("What is the risk of stroke from the atrial fibrillation?", "cha2ds2_vasc")]
    [InlineData("MELD-Na?", "meld_na")]
    [InlineData("What is the MELD 3.0 score?", "meld_3")]
    [InlineData("What is the MELD score?", "meld")]
    [InlineData("Child-Pugh class?", "child_pugh")]
    [InlineData("Is the qSOFA positive?", "qsofa")]
    [InlineData("What is the SOFA score?", "sofa")]
    [InlineData("Does she meet SIRS criteria?", "sirs")]
    [InlineData("What is the HEART score?", "heart")]
    [InlineData("What stage is the acute kidney injury?", "kdigo_aki")]
    [InlineData("What is the AKI stage?", "kdigo_aki")]
    [InlineData("What is the anion gap?", "anion_gap")]
    [InlineData("What is the osmolar gap?", "osmolal_gap")]
    [InlineData("Fractional excretion of sodium?", "fena")]
    [InlineData("What is the FENa?", "fena")]
    [InlineData("Does he have advanced liver fibrosis?", "fib_4")]
    [InlineData("What is the NEWS2?", "news2")]
    [InlineData("What is the Wells score?", "wells_pe")]
    [InlineData("What is the probability of pulmonary embolism?", "revised_geneva")]
    [InlineData("Is PERC negative?", "perc")]
    [InlineData("What is the San Francisco Syncope Rule?", "san_francisco_syncope")]
    [InlineData("What is the PLASMIC score?", "plasmic")]
    [InlineData("What is the estimated glomerular filtration rate?", "egfr_ckd_epi_2021")]
    public void Find_ScoreNamedOrMeant_IsFound(string question, string key) => (ScoreMentions.Find(question, ScoreLibrary.BuiltIn)?.Key).ShouldBe(key);

    [Theory]
    [InlineData("She fainted on the sofa. What is the cause of the syncope?")]
    [InlineData("Any news about the chest pain?")]
    [InlineData("Why is the heart racing?")]
    [InlineData("Does he sleep well at Wells cathedral?")]
    public void Find_EverydayWord_IsNoScore(string question) => ScoreMentions.Find(question, ScoreLibrary.BuiltIn).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReasonAsync_EveryScoreWithoutAnyInput_IsNoAnswerAndSaysWhatIsMissing(string key)
    {
        ScoreDefinition score = ScoreLibrary.BuiltIn.Scores.Single(one => one.Key == key);

        (Decision decision, CaseFile file) = await Cases.RunAsync(new FakeWorld().Patient(60, "female"), $"What is the {score.Name} score?");

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldStartWith(score.Name);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_AllInputsInTheRecord_GivesOneValueThatCitesTheRows()
    {
        FakeWorld world = new FakeWorld().Patient(71, "male").Note("Alert. No confusion.")
            .Value("urea_nitrogen", 9.2, "mmol/L").Value("respiratory_rate", 32, "/min").Value("systolic_pressure", 110, "mm[Hg]").Value("diastolic_pressure", 58, "mm[Hg]");

        (Decision decision, CaseFile file) = await Cases.RunAsync(world, "What is the CURB-65 score?");

        decision.Answer.ShouldNotBeNull().ShouldStartWith("CURB-65: 4. high: 3 or more, about 22% [K].");
        decision.Claims.Count.ShouldBe(6);
        decision.Claims[^1].Citations.Count.ShouldBe(6);
        decision.Claims[^1].Text.ShouldContain("Lim 2003 Thorax 58:377 [K]");
        decision.Claims.ShouldContain(static claim => claim.Text.Contains("9.2 mmol/L (computed: 25.77 mg/dL)", StringComparison.Ordinal));
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_MissingInput_GivesTheRangeThatItLeaves()
    {
        FakeWorld world = new FakeWorld().Patient(71, "male").Note("No confusion.")
            .Value("respiratory_rate", 32, "/min").Value("systolic_pressure", 110, "mm[Hg]").Value("diastolic_pressure", 70, "mm[Hg]");

        (Decision decision, _) = await Cases.RunAsync(world, "What is the CURB-65 score?");

        decision.Answer.ShouldNotBeNull().ShouldStartWith("CURB-65: 2 to 3.");
        decision.Answer.ShouldContain("Missing: urea nitrogen");
        decision.Caveats.ShouldContain(static caveat => caveat.Contains("Missing is not counted as normal", StringComparison.Ordinal));
        decision.WouldChange.ShouldHaveSingleItem().ShouldStartWith("urea nitrogen");
    }

    [Fact]
    public async Task ReasonAsync_YesOrNoByAScore_AnswersOnlyWhereEveryPossibleBandAgrees()
    {
        FakeWorld Base() => new FakeWorld().Patient(71, "male").Note("Confusion since yesterday.").Value("respiratory_rate", 32, "/min");

        (Decision certain, _) = await Cases.RunAsync(Base().Value("systolic_pressure", 84, "mm[Hg]").Value("diastolic_pressure", 50, "mm[Hg]"), "Is she at high risk by CURB-65?");
        (Decision open, _) = await Cases.RunAsync(Base().Value("systolic_pressure", 120, "mm[Hg]").Value("diastolic_pressure", 80, "mm[Hg]").Value("respiratory_rate", 18, "/min"), "Is she at high risk by CURB-65?", form: new QuestionForm(QuestionType.YesNo, false));

        certain.Result.ShouldBeOfType<YesNoAnswer>().Yes.ShouldBeTrue();
        certain.Result.ShouldBeOfType<YesNoAnswer>().Risk.ShouldBe(new Risk(0.22, 0.22, RiskBasis.Score, "curb_65"));
        open.Result.ShouldBeOfType<YesNoAnswer>().Yes.ShouldBeTrue();
    }

    [Fact]
    public async Task ReasonAsync_BandsDisagree_IsNeitherYesNorNo()
    {
        FakeWorld world = new FakeWorld().Patient(71, "male").Value("respiratory_rate", 32, "/min").Value("systolic_pressure", 120, "mm[Hg]").Value("diastolic_pressure", 80, "mm[Hg]");

        (Decision decision, _) = await Cases.RunAsync(world, "Is she at high risk by CURB-65?", form: new QuestionForm(QuestionType.YesNo, false));

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldStartWith("Neither yes nor no: CURB-65: 2 to 4.");
    }

    [Fact]
    public async Task ReasonAsync_InputsFromSeveralValues_AreDerived()
    {
        FakeWorld world = new FakeWorld().Patient(70, "male")
            .Value("creatinine_ratio", 1.0, "mg/dL", 24 * 60).Value("creatinine_ratio", 212, "umol/L", 3).Value("creatinine_rise", 1.7, "mg/dL", 40).Value("creatinine_rise", 2.4, "mg/dL", 3).Value("creatinine", 2.4, "mg/dL", 3);

        (Decision decision, CaseFile file) = await Cases.RunAsync(world, "What stage is the acute kidney injury?");

        decision.Answer.ShouldNotBeNull().ShouldStartWith("KDIGO acute kidney injury stage: 2. stage 2");
        decision.Claims.ShouldContain(static claim => claim.Text.Contains("2.4 mg/dL (computed: creatinine rise within 48 h: 0.7 mg/dL)", StringComparison.Ordinal));
        decision.Claims.Count.ShouldBe(4);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReasonAsync_EveryScoreWithItsNumbersInTheRecord_ClaimsEveryLineThatTheyDecide(string key)
    {
        ScoreDefinition score = ScoreLibrary.BuiltIn.Scores.Single(one => one.Key == key);
        ScoreInput[] numbers = [.. score.Inputs.Where(static input => input is { Kind: ScoreInputKind.Number, Loinc.Count: > 0, Judgement: false })];
        FakeWorld world = new FakeWorld().Patient(60, "female");
        foreach (ScoreInput input in numbers)
        {
            double value = score.Examples.Select(example => example.Inputs.GetValueOrDefault(input.Key, double.NaN)).FirstOrDefault(static one => !double.IsNaN(one), 1);
            world.Value(input.Key, value, input.Unit, 30).Value(input.Key, value, input.Unit, 2, limit: 50);
        }

        (Decision decision, CaseFile file) = await Cases.RunAsync(world, $"What is the {score.Name} score?");

        int lines = score.Items.Count(item => ScoreExpression.Parse(item.Formula).Names.Any(name => numbers.Any(input => input.Key == name)));
        decision.Claims.Count.ShouldBeGreaterThanOrEqualTo(lines, string.Join(" | ", decision.Claims.Select(static claim => claim.Text)) + decision.Abstention);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_ReferenceRangeOfTheLaboratory_GivesTheRatio()
    {
        FakeWorld world = new FakeWorld().Patient(40, "male").Value("alt_ratio", 800, "U/L", limit: 40).Value("alp_ratio", 130, "U/L", limit: 130);

        (Decision decision, CaseFile file) = await Cases.RunAsync(world, "What is the R ratio?");

        decision.Answer.ShouldNotBeNull().ShouldStartWith("R ratio: 20. above 5: hepatocellular");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_UnknownUnit_IsMissing()
    {
        FakeWorld world = new FakeWorld().Patient(40, "male").Value("sodium", 140, "mmol/L").Value("chloride", 100, "mmol/L").Value("bicarbonate", 12, "furlong");

        (Decision decision, _) = await Cases.RunAsync(world, "What is the anion gap?");

        decision.Abstention.ShouldNotBeNull().ShouldContain("missing: bicarbonate");
    }

    [Theory]
    [InlineData("curb_65", 3, "Is she at high risk by CURB-65?", true)]
    [InlineData("curb_65", 3, "Is she at low risk by CURB-65?", false)]
    [InlineData("curb_65", 1, "Is the CURB-65 low?", true)]
    [InlineData("curb_65", 3, "Is the CURB-65 at least 3?", true)]
    [InlineData("curb_65", 3, "Is the CURB-65 above 3?", false)]
    [InlineData("curb_65", 3, "Is the CURB-65 2 or less?", false)]
    [InlineData("curb_65", 3, "Does she score 2 or more on the CURB65?", true)]
    [InlineData("curb_65", 3, "Is the pneumonia severe by CURB-65?", null)]
    [InlineData("kdigo_aki", 1, "Is the AKI stage 3?", false)]
    [InlineData("kdigo_aki", 3, "Is the AKI stage 3?", true)]
    [InlineData("qsofa", 0, "Is the qSOFA negative?", true)]
    [InlineData("qsofa", 2, "Is the qSOFA negative?", false)]
    [InlineData("qsofa", 2, "Is the qSOFA positive?", true)]
    [InlineData("sirs", 1, "Does he meet SIRS criteria?", false)]
    [InlineData("child_pugh", 11, "Is this Child-Pugh class C?", true)]
    [InlineData("canadian_syncope", -1, "Is he at very low risk by the Canadian Syncope Risk Score?", false)]
    [InlineData("canadian_syncope", -1, "Is he at low risk by the Canadian Syncope Risk Score?", true)]
    [InlineData("fib_4", 2, "Does she have advanced fibrosis?", null)]
    public void Read_QuestionForYesOrNo_TakesItsOwnWord(string key, double value, string question, bool? yes)
    {
        ScoreDefinition score = ScoreLibrary.BuiltIn.Scores.Single(one => one.Key == key);
        var result = new ScoreResult(score, Interval.Exactly(value), [], [], [.. score.Bands.Where(band => value >= (band.From ?? double.NegativeInfinity) && value < (band.Below ?? double.PositiveInfinity))], null);

        ScoreVerdict.Read(question, result).ShouldBe(yes);
    }

    public static TheoryData<string> Every() => [.. ScoreLibrary.BuiltIn.Scores.Select(static score => score.Key)];
}
