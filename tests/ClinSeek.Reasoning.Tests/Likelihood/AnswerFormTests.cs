using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class AnswerFormTests
{
    private static readonly Pack Dyspnoea = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea");

    [Theory]
    [InlineData("Heart failure", "acute_heart_failure")]
    [InlineData("I50.9", "acute_heart_failure")]
    [InlineData("I50.33 Acute on chronic diastolic (congestive) heart failure", "acute_heart_failure")]
    [InlineData("Unspecified cardiac decompensation (I50.9)", "acute_heart_failure")]
    [InlineData("CIR019", "acute_heart_failure")]
    [InlineData("CIR019: Heart failure", "acute_heart_failure")]
    [InlineData("Pneumonia (except that caused by tuberculosis)", "pneumonia")]
    [InlineData("J18.9 - something", "pneumonia")]
    [InlineData("J18", "pneumonia")]
    [InlineData("Chronic obstructive pulmonary disease and bronchiectasis", "copd_exacerbation")]
    [InlineData("[I21.4] NSTEMI", "acute_coronary_syndrome")]
    [InlineData("None of the above", "none_of_these")]
    [InlineData("No pneumonia", "")]
    [InlineData("Lupus", "")]
    [InlineData("B12 deficiency", "")]
    [InlineData("Z99", "")]
    public void Read_Candidate_StandsForItsHypothesis(string candidate, string keys) =>
        CandidateReader.Read(Dyspnoea, [candidate])[0].Hypotheses.Select(static one => one.Key).ShouldBe(keys.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EveryNameOfEveryHypothesis_StandsForIt(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        foreach (PackHypothesis hypothesis in pack.Hypotheses)
        {
            foreach (string name in hypothesis.Synonyms.Append(hypothesis.Name).Concat(hypothesis.Icd10Cm ?? []).Concat(hypothesis.Ccsr?.Keys ?? []).Concat(hypothesis.Ccsr?.Values ?? []))
            {
                CandidateReader.Read(pack, [name])[0].Hypotheses.ShouldContain(hypothesis, name);
            }
        }
    }

    /// <summary>«Is it a stroke?» is not denied because a haemorrhage leads: what names several hypotheses asks for all of them. What another is held against is not asked for.</summary>
    [Theory]
    [InlineData("altered_mental_state", "Is the confusion due to a stroke?", "haemorrhagic_stroke ischaemic_stroke subarachnoid_haemorrhage")]
    [InlineData("altered_mental_state", "Is an intracranial hemorrhage the cause of the confusion?", "haemorrhagic_stroke subarachnoid_haemorrhage traumatic_brain_injury")]
    [InlineData("altered_mental_state", "Is the confusion due to an infection?", "bacterial_meningitis sepsis_encephalopathy")]
    [InlineData("altered_mental_state", "Is the confusion caused by an overdose?", "alcohol_sedative_toxicity opioid_toxicity")]
    [InlineData("altered_mental_state", "Is the confusion caused by an insulin overdose?", "hypoglycaemia")]
    [InlineData("jaundice_or_abnormal_liver_tests", "Is the jaundice due to biliary obstruction?", "choledocholithiasis malignant_or_extrahepatic_obstruction")]
    [InlineData("jaundice_or_abnormal_liver_tests", "Is the jaundice due to malignant biliary obstruction?", "malignant_or_extrahepatic_obstruction")]
    [InlineData("fever_sepsis", "Is a respiratory tract infection the cause of the fever?", "covid19 influenza pneumonia")]
    [InlineData("acute_dyspnoea", "Is this a COPD exacerbation rather than pneumonia?", "copd_exacerbation")]
    [InlineData("acute_dyspnoea", "Is the dyspnoea from heart failure and not from a pulmonary embolism?", "acute_heart_failure")]
    [InlineData("acute_dyspnoea", "Is heart failure more likely than pneumonia?", "acute_heart_failure")]
    [InlineData("acute_dyspnoea", "Is it heart failure or pneumonia?", "acute_heart_failure pneumonia")]
    public void Hypotheses_Question_AreThoseThatItAsksFor(string key, string question, string asked)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        string.Join(' ', QuestionMentions.Hypotheses(QuestionWords.Read(question, PackLibrary.BuiltIn), PackLibrary.BuiltIn)[pack].Select(static one => one.Key).Order(StringComparer.Ordinal)).ShouldBe(asked);
    }

    /// <summary>Heart failure leads throughout; which of two others is likelier does not depend on that.</summary>
    [Theory]
    [InlineData("Is pneumonia more likely than heart failure as the cause of the shortness of breath?", false)]
    [InlineData("Is heart failure more likely than pneumonia or a pulmonary embolism?", true)]
    [InlineData("Is it less likely that the dyspnoea is due to a pneumothorax than due to heart failure?", true)]
    [InlineData("Is the dyspnoea more likely due to an acute coronary syndrome than to a pneumothorax?", true)]
    [InlineData("Is a pneumothorax more likely than an acute coronary syndrome to be the cause of the dyspnoea?", false)]
    public async Task ReasonAsync_OneHeldAgainstAnother_AnswersWhichIsLikelier(string question, bool yes)
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), question);

        decision.Result.ShouldBe(new YesNoAnswer(yes), decision.Abstention);
        decision.Answer.ShouldStartWith(yes ? "Yes: " : "No: ");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_TwoThatTheRecordDoesNotTellApart_AbstainsAndSaysWhatIsNeeded()
    {
        (Decision decision, _) = await Cases.RunAsync(Patients.HeartFailure(), "Is the dyspnoea more likely due to asthma than to a pleural effusion?");
        (Decision unknown, _) = await Cases.RunAsync(Patients.HeartFailure(), "Is the dyspnoea more likely due to anaphylaxis than to a pneumothorax?");
        (Decision others, _) = await Cases.RunAsync(Patients.HeartFailure(), "Is heart failure more likely than any other cause of the dyspnoea?");
        (Decision not, _) = await Cases.RunAsync(Patients.HeartFailure(), "Is it more likely than not that heart failure is the cause of the dyspnoea?");

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldContain("which is likelier");
        unknown.Answer.ShouldBeNull();
        unknown.Abstention.ShouldNotBeNull().ShouldContain("compares pneumothorax");
        others.Result.ShouldBeOfType<YesNoAnswer>().Yes.ShouldBeTrue();
        not.Result.ShouldBeOfType<YesNoAnswer>().Yes.ShouldBeTrue();
    }

    [Fact]
    public async Task ReasonAsync_CodedCandidates_AnswersWithTheListsOwnText()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, ["J18.9", "I50.9", "I26.99"]);

        decision.Answer.ShouldBe("I50.9");
        decision.Result.ShouldBeOfType<ChoiceAnswer>().Chosen.ShouldBe(["I50.9"]);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_CandidateThatNoHypothesisStandsFor_IsNamedAndNeverChosen()
    {
        (Decision decision, _) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, ["Sarcoidosis", "Heart failure", "Lupus"]);

        decision.Answer.ShouldBe("Heart failure");
        decision.Caveats.ShouldContain(static caveat => caveat.Contains("Sarcoidosis; Lupus", StringComparison.Ordinal) && caveat.Contains("not weighed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReasonAsync_TwoCandidatesForOneHypothesis_SaysThatItCannotTellThemApart()
    {
        (Decision decision, _) = await Cases.RunAsync(Patients.Infarction(), "Which one is the most likely cause of the chest pain?", ["NSTEMI", "STEMI", "Pericarditis"]);

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldContain("cannot tell these candidates apart: NSTEMI; STEMI");
    }

    [Theory]
    [InlineData("Which of the following is the most likely diagnosis?")]
    [InlineData("Select the diagnosis that fits best.")]
    public async Task ReasonAsync_OnlyTheListTellsTheProblem_TakesThePackThatKnowsMostOfIt(string question)
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartBlock(), question, ["Vasovagal syncope", "Cardiac syncope", "Epileptic seizure"]);
        (Decision unknown, _) = await Cases.RunAsync(Patients.HeartBlock(), question, ["Lupus", "Gout", "Psoriasis"]);

        decision.Answer.ShouldBe("Cardiac syncope");
        unknown.Answer.ShouldBeNull();
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_SeveralAskedFor_GivesTheFewestThatCarryAnAnswer()
    {
        var form = new QuestionForm(QuestionType.ChooseSeveral, false);
        (Decision clear, _) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, ["Pneumonia", "Heart failure", "Asthma", "Pneumothorax"], form: form);
        (Decision unclear, _) = await Cases.RunAsync(new FakeWorld().Patient(60).Value("bnp", 60, "pg/mL").Value("heart_rate", 80, "/min").Value("temperature", 36.6, "Cel").Value("hb", 14, "g/dL"), Cases.Dyspnoea, ["Pneumonia", "Asthma", "COPD"], form: form);

        clear.Result.ShouldBeOfType<ChoiceAnswer>().Chosen.ShouldBe(["Heart failure"]);
        unclear.Answer.ShouldBeNull();
    }

    [Theory]
    [InlineData("Is it heart failure?", true)]
    [InlineData("Does this patient have pneumonia?", false)]
    [InlineData("Is the shortness of breath caused by a pulmonary embolism?", false)]
    public async Task ReasonAsync_YesOrNo_AnswersWithTheWeight(string question, bool yes)
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), question);

        var answer = decision.Result.ShouldBeOfType<YesNoAnswer>();
        answer.Yes.ShouldBe(yes);
        answer.Risk.ShouldNotBeNull().Basis.ShouldBe(RiskBasis.Posterior);
        answer.Risk.Source.ShouldNotBeNull().ShouldStartWith("acute_dyspnoea@");
        decision.Answer.ShouldNotBeNull().ShouldStartWith(yes ? "Yes" : "No");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_YesOrNoAsCandidates_AnswersWithTheCandidate()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), "Is it heart failure?", ["yes", "no"]);

        decision.Answer.ShouldBe("yes");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_NothingSpeaksAgainst_DoesNotDenyForASmallPriorAlone()
    {
        FakeWorld little = new FakeWorld().Patient(60).Value("bnp", 200, "pg/mL").Value("crp", 30, "mg/L").Value("heart_rate", 80, "/min").Value("resp_rate", 22, "/min").Note("No wheeze.");

        (Decision decision, _) = await Cases.RunAsync(little, "Is it a pneumothorax?");

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Does she have acute kidney injury?", 256, true)]
    [InlineData("Is this AKI?", 92, false)]
    public async Task ReasonAsync_PremiseAskedFor_AnswersFromTheValues(string question, double latest, bool yes)
    {
        FakeWorld world = new FakeWorld().Patient(70, "female").Value("creatinine", latest, "umol/L", 3).Value("creatinine", 1.0, "mg/dL", 24 * 60);

        (Decision decision, CaseFile file) = await Cases.RunAsync(world, question);

        decision.Result.ShouldBeOfType<YesNoAnswer>().Yes.ShouldBe(yes);
        decision.Claims.ShouldHaveSingleItem().Citations.Count.ShouldBe(2);
        decision.Caveats.ShouldContain(static caveat => caveat.Contains("urine output", StringComparison.Ordinal));
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    public static TheoryData<string> Names() => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];
}
