using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class LikelihoodReasonerTests
{
    private static readonly LikelihoodReasoner Reasoner = new(PackLibrary.BuiltIn);

    [Fact]
    public async Task ReasonAsync_HeartFailurePatient_AnswersAndEveryClaimStands()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea);

        decision.Answer.ShouldNotBeNull().ShouldStartWith("Most likely: acute heart failure");
        decision.Claims.Count.ShouldBeGreaterThanOrEqualTo(4);
        decision.Claims.ShouldContain(static claim => claim.Text.StartsWith("Reference text", StringComparison.Ordinal));
        decision.WouldChange.ShouldNotBeEmpty();
        decision.Caveats.ShouldContain(static caveat => caveat.StartsWith("No language model configured", StringComparison.Ordinal));
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_PneumoniaPatient_AnswersPneumonia()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.Pneumonia(), Cases.Dyspnoea);

        decision.Answer.ShouldNotBeNull().ShouldStartWith("Most likely: pneumonia");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_PrerenalPatient_AnswersWithTheKdigoClaim()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.Prerenal(), Cases.Kidney);

        decision.Answer.ShouldNotBeNull().ShouldStartWith("Most likely: prerenal");
        decision.Claims[0].Text.ShouldContain("KDIGO");
        decision.Claims[0].Text.ShouldContain("stage 2");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_CreatinineNotRising_AbstainsFromNamingACause()
    {
        FakeWorld flat = new FakeWorld().Value("creatinine", 1.0, "mg/dL", 3).Value("creatinine", 1.0, "mg/dL", 2000).Note("Vomiting and diarrhoea. Dry mucous membranes. Orthostatic hypotension.").Medication("ibuprofen");

        (Decision decision, _) = await Cases.RunAsync(flat, Cases.Kidney);

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldContain("KDIGO");
    }

    [Fact]
    public async Task ReasonAsync_SingleCreatinine_SaysThatThePremiseIsUnchecked()
    {
        (Decision decision, _) = await Cases.RunAsync(new FakeWorld().Value("creatinine", 3.1, "mg/dL"), Cases.Kidney);

        decision.Caveats.ShouldContain(static caveat => caveat.Contains("taken on trust", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReasonAsync_EmptyRecord_AbstainsAndSaysWhatIsMissing()
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(new FakeWorld(), Cases.Dyspnoea);

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldContain("Too little evidence");
        decision.Abstention.ShouldContain("unknown so far");
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
        file.Board.Live.Single(static one => one.Key == "pneumonia").Weight.ShouldBe(0.249 / 0.998, 1e-9);
    }

    [Fact]
    public async Task ReasonAsync_AllToolsFailing_AbstainsAndNamesTheGap()
    {
        FakeWorld world = Patients.HeartFailure();
        world.Failing.UnionWith([ToolCalls.Sql, ToolCalls.Film, ToolCalls.Search]);

        (Decision decision, _) = await Cases.RunAsync(world, Cases.Dyspnoea);

        decision.Abstention.ShouldNotBeNull();
        decision.Caveats.ShouldContain(static caveat => caveat.Contains("failed or were denied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("What dose of furosemide should be given for dyspnoea?")]
    [InlineData("Will this patient die within 24 hours?")]
    [InlineData("What is the cause of the rash?")]
    [InlineData("Is the warfarin dose right?")]
    public async Task ReasonAsync_QuestionOutsideThePacks_AbstainsAtOnceAndSaysWhatIsCovered(string question)
    {
        ReasonerTurn turn = await Reasoner.ReasonAsync(Cases.File(question), TestContext.Current.CancellationToken);

        turn.Calls.ShouldBeEmpty();
        turn.Decision!.Answer.ShouldBeNull();
        turn.Decision.Abstention.ShouldNotBeNull().ShouldContain("Acute dyspnoea");
    }

    [Fact]
    public async Task ReasonAsync_QuestionWithoutProblem_TakesItFromTheEncounter()
    {
        FakeWorld world = Patients.HeartFailure().Add("encounter", ("reason_text", "Shortness of breath"), ("class", "EMER"));

        (Decision decision, _) = await Cases.RunAsync(world, "What is the most likely diagnosis?");

        decision.Answer.ShouldNotBeNull().ShouldContain("acute heart failure");
    }

    [Fact]
    public async Task ReasonAsync_EncounterForSomethingElse_Abstains()
    {
        (Decision decision, _) = await Cases.RunAsync(new FakeWorld().Add("encounter", ("reason_text", "Ankle sprain")), "What is the most likely diagnosis?");

        decision.Abstention.ShouldNotBeNull().ShouldContain("Neither the question nor the reason");
    }

    [Fact]
    public async Task ReasonAsync_FirstTurn_ProposesEveryHypothesisFromItsPrior()
    {
        ReasonerTurn turn = await Reasoner.ReasonAsync(Cases.File(Cases.Dyspnoea), TestContext.Current.CancellationToken);

        turn.Hypotheses.Count.ShouldBe(10);
        turn.Hypotheses.ShouldAllBe(static change => change.Kind == HypothesisEventKind.Proposed && change.Evidence.Count == 0 && change.Basis == WeightBasis.Posterior);
        turn.Calls.Count.ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task ReasonAsync_SameFileTwice_GivesTheSameTurn()
    {
        (_, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea);
        CaseFile early = Cases.File(Cases.Dyspnoea, [.. file.Steps.Take(2)], films: ["ImagingStudy/x"]);

        string One(ReasonerTurn turn) => JsonSerializer.Serialize(turn, EvidenceJson.Options);
        string first = One(await Reasoner.ReasonAsync(early, TestContext.Current.CancellationToken));
        string second = One(await new LikelihoodReasoner(PackLibrary.BuiltIn).ReasonAsync(early, TestContext.Current.CancellationToken));

        second.ShouldBe(first);
    }

    [Fact]
    public async Task ReasonAsync_EventsOfAStep_NameEvidenceOfThatStepAndMoveTheWeightTheirWay()
    {
        (_, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea);

        HypothesisEvent[] moved = [.. file.Steps.SelectMany(static step => step.Turn.Hypotheses.Where(static change => change.Kind != HypothesisEventKind.Proposed).Select(change =>
        {
            change.Evidence.ShouldAllBe(id => id.Step == step.Number - 1);
            return change;
        }))];
        moved.ShouldNotBeEmpty();
        moved.ShouldAllBe(static change => change.Evidence.Count > 0 && (change.Kind == HypothesisEventKind.Supported) == (change.WeightAfter > change.WeightBefore));
        moved.ShouldContain(static change => change.Hypothesis == "acute_heart_failure" && change.Kind == HypothesisEventKind.Supported);
        moved.ShouldContain(static change => change.Hypothesis == "pneumonia" && change.Kind == HypothesisEventKind.Refuted);
    }

    [Fact]
    public async Task ReasonAsync_ContraryEvidence_LowersTheWeight()
    {
        (_, CaseFile with) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea);
        (_, CaseFile without) = await Cases.RunAsync(Patients.Pneumonia(), Cases.Dyspnoea);

        without.Board.Find("acute_heart_failure")!.Weight.ShouldBeLessThan(0.173 / 4);
        without.Board.Find("acute_heart_failure")!.Against.ShouldNotBeEmpty();
        with.Board.Find("acute_heart_failure")!.Weight.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public async Task ReasonAsync_FinishOnly_AlwaysDecides()
    {
        ReasonerTurn turn = await Reasoner.ReasonAsync(Cases.File(Cases.Dyspnoea, finishOnly: true), TestContext.Current.CancellationToken);

        turn.Decision.ShouldNotBeNull();
        turn.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReasonAsync_SmallBudget_EndsInIt(int steps) =>
        (await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, steps: steps)).File.Steps.Count.ShouldBeLessThanOrEqualTo(steps);

    [Fact]
    public async Task ReasonAsync_AnyPatient_NeverRepeatsACallAndSearchesKnowledge()
    {
        FakeWorld world = Patients.HeartFailure();

        await Cases.RunAsync(world, Cases.Dyspnoea);

        world.Calls.Distinct().Count().ShouldBe(world.Calls.Count);
        world.Calls.ShouldContain(static call => call.Name == ToolCalls.Search);
        world.Calls.ShouldContain(static call => call.Name == ToolCalls.Open);
        world.Calls.ShouldContain(static call => call.Name == ToolCalls.Film);
    }

    [Fact]
    public async Task ReasonAsync_ClearLeader_LeavesLookUpsUnmade()
    {
        FakeWorld eager = Patients.HeartFailure();
        FakeWorld thorough = Patients.HeartFailure();

        await Cases.RunAsync(eager, Cases.Dyspnoea, reasoner: new LikelihoodReasoner(PackLibrary.BuiltIn, new LikelihoodOptions(StopAt: 0.75)));
        await Cases.RunAsync(thorough, Cases.Dyspnoea, reasoner: new LikelihoodReasoner(PackLibrary.BuiltIn, new LikelihoodOptions(StopAt: 0.9999, MinimumGain: 0)));

        eager.Calls.Count.ShouldBeLessThan(thorough.Calls.Count);
    }

    [Theory]
    [InlineData("Congestive heart failure", "Pneumonia", "Congestive heart failure")]
    [InlineData("Lupus", "Gout", null)]
    public async Task ReasonAsync_Candidates_AnswersWithOneOrAbstains(string first, string second, string? answer)
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, [first, second]);

        decision.Answer.ShouldBe(answer);
        (decision.Abstention is null).ShouldBe(answer is not null);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_RejectedDecision_Abstains()
    {
        (_, CaseFile file) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea);
        CaseFile again = file with { Rejections = ["Claim 1 does not stand."] };

        (await Reasoner.ReasonAsync(again, TestContext.Current.CancellationToken)).Decision!.Abstention.ShouldNotBeNull().ShouldContain("Claim 1");
    }

    [Fact]
    public async Task ReasonAsync_AssumedFigures_AreNamedInTheCaveats()
    {
        (Decision decision, _) = await Cases.RunAsync(Patients.Prerenal(), Cases.Kidney);

        decision.Caveats.ShouldContain(static caveat => caveat.StartsWith("Likelihood ratios assumed", StringComparison.Ordinal) && caveat.Contains("ibuprofen", StringComparison.OrdinalIgnoreCase) == false && caveat.Contains("poor intake", StringComparison.Ordinal));
        decision.Caveats.ShouldContain(static caveat => caveat.Contains("assumed for:", StringComparison.Ordinal));
    }
}
