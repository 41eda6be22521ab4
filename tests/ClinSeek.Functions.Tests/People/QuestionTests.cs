using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.People;

public sealed class QuestionTests : IDisposable
{
    private static readonly CasePeople AtHand = new(AnswerWithin: TimeSpan.FromHours(1));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Answer_OpenQuestion_BecomesEvidenceThatTheDecisionCites(int atStep)
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner(atStep));
        CaseView waiting = await world.SettleAsync();
        string id = $"e{atStep}.2";

        (await world.AnswerAsync("on three pillows", id)).ShouldBe(PersonOutcome.Done);
        CaseView view = await world.SettleAsync();

        (waiting.Status, waiting.Steps).ShouldBe((CaseStatus.Waiting, atStep - 1));
        QuestionView asked = waiting.Questions.ShouldHaveSingleItem();
        (asked.Id, asked.Question, asked.State).ShouldBe((id, "Does she sleep flat?", QuestionState.Open));
        asked.Choices.ShouldBe(["yes", "no"]);
        (view.Status, view.Answer).ShouldBe((CaseStatus.Decided, "Heart failure"));
        view.Claims.ShouldHaveSingleItem().Citations.ShouldHaveSingleItem().Quote.ShouldBe("on three pillows");
        view.Questions.ShouldHaveSingleItem().State.ShouldBe(QuestionState.Answered);
        EvidenceItem item = (await world.World.Get<CaseRecord>().FindEvidenceAsync(PeopleWorld.Id, EvidenceId.Parse(id), Stop))!;
        item.Result.Text.ShouldContain("after the case's cut-off");
        (await world.KindsAsync()).ShouldContain("operator.answer");
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Expire_NobodyAnswers_TellsNothingAndGoesOn()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(AnswerWithin: TimeSpan.FromSeconds(2)), new AskingReasoner());
        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Waiting);

        await world.World.Host.Client!.WaitForInstanceCompletionAsync("asked", cancellationToken: Stop);
        CaseView view = await world.SettleAsync();

        (view.Status, view.Reason).ShouldBe((CaseStatus.Abstained, "Nobody could say."));
        view.Questions.ShouldHaveSingleItem().State.ShouldBe(QuestionState.Expired);
        (await ItemAsync(world)).Result.Outcome.ShouldBe(ToolOutcome.Empty);
        (await world.AnswerAsync("too late")).ShouldBe(PersonOutcome.TooLate);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Ask_CaseWithoutClinician_IsDeniedAtOnce()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(), new AskingReasoner());

        CaseView view = await world.SettleAsync();

        (view.Status, view.Questions.Count).ShouldBe((CaseStatus.Abstained, 0));
        (await ItemAsync(world)).Result.Outcome.ShouldBe(ToolOutcome.Denied);
        await world.ShouldHoldAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"question":17}""")]
    [InlineData("""{"question":"  "}""")]
    [InlineData("""{"question":"ok?","choices":"yes"}""")]
    public async Task Ask_UnsoundArguments_FailsAtOnceAndSaysWhatIsRight(string arguments)
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner { Arguments = arguments });

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Abstained);

        ToolResult result = (await ItemAsync(world)).Result;
        (result.Outcome, result.Text.Contains("'question' must be", StringComparison.Ordinal)).ShouldBe((ToolOutcome.Failed, true));
    }

    [Fact]
    public async Task Answer_UnknownQuestionAndSecondAnswer_AreRefused()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner());
        await world.SettleAsync();

        (await world.AnswerAsync("x", "e1.1")).ShouldBe(PersonOutcome.NothingThere);
        (await world.AnswerAsync("first", request: "a-1")).ShouldBe(PersonOutcome.Done);
        (await world.AnswerAsync("first", request: "a-1")).ShouldBe(PersonOutcome.Done);
        (await world.AnswerAsync("second", request: "a-2")).ShouldBe(PersonOutcome.TooLate);

        (await world.SettleAsync()).Claims[0].Citations[0].Quote.ShouldBe("first");
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Answer_EngineDiesAfterTheRecord_TheSweepTellsIt()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner());
        await world.SettleAsync();

        await world.CutAsync(() => world.AnswerAsync("on three pillows"));
        await world.SweepAsync();

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Answer_HostFailedTheInstanceMeanwhile_IsReadByTheOneThatFollows()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner(atStep: 2));
        await world.SettleAsync();
        world.Engine.Fail("asked");
        using (world.World.Get<CaseClient>().Use(world.Engine))
        {
            await world.AnswerAsync("on three pillows", "e2.2");
        }

        CaseView view = await world.SettleAsync();

        view.Status.ShouldBe(CaseStatus.Decided);
        (await world.LedgerAsync()).Head.Epoch.ShouldBe(1);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Answer_AfterTheWallTimeOfTheBudget_StillLeavesTheCaseItsTime()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, AtHand, new AskingReasoner(), wallTime: TimeSpan.FromSeconds(5));
        await world.SettleAsync();
        await Task.Delay(TimeSpan.FromSeconds(6), Stop);

        await world.AnswerAsync("on three pillows");

        (await world.SettleAsync()).Steps.ShouldBe(3);
    }

    [Fact]
    public void Catalogue_WithAndWithoutClinician_OffersTheToolOnlyWhereSomebodyIsThere()
    {
        ToolCatalogue.Declarations.ShouldNotContain(static tool => tool.Name == ClinicianTool.Name);
        ToolCatalogue.WithClinician.ShouldContain(static tool => tool.Name == ClinicianTool.Name);
        ToolCatalogue.Canonical("Ask_Clinician").ShouldBe(ClinicianTool.Name);
    }

    private static async Task<EvidenceItem> ItemAsync(PeopleWorld world) =>
        (await world.World.Get<CaseRecord>().FindEvidenceAsync(PeopleWorld.Id, new EvidenceId(1, 2), Stop))!;
}
