using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Functions.Triggers;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The loop's discipline on whole cases: budgets, loops, retries, limits, against scripted models over HTTP.</summary>
public sealed class ModelLoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public ModelLoopTests() => _source = SamplePatient.Write(_folder["record"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>A model that seeks on and on, with another query each time, until it is offered nothing but finish.</summary>
    private static ModelReply Endless(ModelRequest request) => request.FinishOnly
        ? ModelReply.Call(("finish", new { abstention = "The budget is spent." }))
        : ModelReply.Call(
            ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "proposed", weight = 0.5 } }, considered = new[] { $"e{request.Step - 1}.1", $"e{request.Step - 1}.2" } }),
            ("browser_search", new { query = $"dyspnoea {request.Step}", topn = 1 }),
            ("ehr_get_latest_records", new { table_name = "observation", n = request.Step }));

    [Theory(Timeout = 300_000)]
    [InlineData("steps", 4)]
    [InlineData("tokens", 4)]
    [InlineData("cost", 4)]
    [InlineData("browser", 4)]
    [InlineData("time", 1)]
    public async Task Row30_ForcedFinish_EachBudgetLeavesOnlyAFinish(string budget, int steps)
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(Endless);
        File.WriteAllText(_folder["profile.json"], """{"name":"priced","match":["scripted-model"],"price":{"input":1,"output":10}}""");
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:Profiles"] = _folder["profile.json"] });
        CaseBudget unlimited = new(24, null, TimeSpan.FromDays(30));
        CaseRequest request = Request() with
        {
            // A call of this model is 120 tokens and 300 millionths of a dollar; each step searches once.
            Budget = budget switch
            {
                "steps" => unlimited with { Steps = 4 },
                "tokens" => unlimited with { Tokens = 3 * 120 },
                "cost" => unlimited with { Cost = 0.0009m },
                "browser" => unlimited with { BrowserCalls = 3 },
                _ => unlimited with { WallTime = TimeSpan.FromMilliseconds(1) },
            },
        };

        CaseView view = await host.AskAsync(request, "forced");

        (view.Status, view.Reason, view.Steps, model.Answered).ShouldBe((CaseStatus.Abstained, "The budget is spent.", steps, steps));
        model.Bodies.Select(static (body, index) => new ModelRequest(body, index).FinishOnly).ShouldBe([.. Enumerable.Repeat(false, steps - 1), true]);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Row30_ForcedFinish_AModelThatNeverFinishesAbstains()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => ModelReply.Call(("browser_search", new { query = $"x {request.Number}" })));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request() with { Budget = new CaseBudget(2, null, TimeSpan.FromDays(30)) }, "never");

        (view.Status, view.Answer).ShouldBe((CaseStatus.Abstained, null));
        view.Reason.ShouldNotBeNullOrEmpty();
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Row30_ForcedFinish_CostWithoutAPriceIsRefusedAtOnce()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(Endless);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        (await Should.ThrowAsync<CaseRefusedException>(() => host.Cases.StartAsync(Request() with { Budget = CaseBudget.Default with { Cost = 1 } }, CaseId.Parse("unpriced"), Stop)))
            .Message.ShouldContain("Model:Profiles");
        model.Bodies.ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task Row31_LoopGuard_LoopingModelIsHintedThenForcedToFinish()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.FinishOnly
            ? ModelReply.Call(("finish", new { abstention = "I went round in circles." }))
            : ModelReply.Call(("ehr_get_latest_records", new { table_name = "observation", n = 10 })));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "looping");

        (view.Status, view.Reason, view.Steps, model.Answered).ShouldBe((CaseStatus.Abstained, "I went round in circles.", 3, 5));
        new ModelRequest(model.Bodies[^1], 0).Says("Change course").ShouldBeTrue();
        (await host.Get<CaseRecord>().StepsAsync(CaseId.Parse("looping"), 3, Stop)).Sum(static step => step.Evidence.Count).ShouldBe(1);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 180_000)]
    public async Task Row34_Retries_RefusedBrokenAndSlowAnswersAreAskedForAgainAndCountOnce()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Number switch
        {
            1 => ModelReply.Refuse(500, 1),
            2 => new ModelReply([]) { BreaksOff = true },
            4 => ModelReply.Refuse(429, 1),
            5 => new ModelReply([]) { Latency = TimeSpan.FromSeconds(20) },
            _ => ModelScript.Honest(request),
        });
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:Timeout"] = "00:00:05" });

        CaseView view = await host.AskAsync(Request(), "retried");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        (view.Steps, model.Bodies.Count).ShouldBe((3, 7));
        (await host.Get<CaseRecord>().StepsAsync(CaseId.Parse("retried"), 3, Stop)).SelectMany(static step => step.Evidence).Select(static item => item.Id).Distinct().Count().ShouldBe(4);
        await host.ShouldHoldAsync(view);
    }

    [Theory]
    [InlineData(null, 1, 0.0, 1)]
    [InlineData(null, 1, 1.0, 2)]
    [InlineData(null, 4, 1.0, 16)]
    [InlineData(null, 30, 1.0, 120)]
    [InlineData(7.0, 1, 0.0, 7)]
    [InlineData(8.0, 3, 1.0, 10)]
    [InlineData(600.0, 1, 0.0, 600)]
    [InlineData(0.02, 1, 0.5, 1)]
    public void Row34_Retries_DelayGrowsWithJitterAndNeverComesSoonerThanAskedFor(double? asked, int attempt, double random, int seconds) =>
        RetryDelay.Seconds(asked is { } after ? TimeSpan.FromSeconds(after) : null, attempt, random).ShouldBe(seconds);

    [Fact(Timeout = 120_000)]
    public async Task Row34_Retries_WrongKeyIsNotTriedAgain()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static _ => ModelReply.Refuse(401, 1));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "wrong-key");

        (view.Status, model.Bodies.Count).ShouldBe((CaseStatus.Abstained, 1));
        view.Reason.ShouldNotBeNull().ShouldContain("credentials");
    }

    [Fact(Timeout = 180_000)]
    public async Task Row38_Determinism_TheSameModelTwiceGivesTheSameRecordAndReplays()
    {
        var records = new List<IReadOnlyList<Evidence.Audit.LogicalEntry>>();
        foreach (string name in new[] { "one", "two" })
        {
            await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
            await using ProductHost host = await ProductHost.StartAsync(_folder[name], model.Endpoint);
            CaseView view = await host.AskAsync(Request() with { Budget = CaseBudget.Default with { WallTime = TimeSpan.FromDays(30) } }, name);
            await host.ShouldHoldAsync(view);
            records.Add(await LogicalPayloads.ReadAsync(host, name));
        }

        Evidence.Audit.LogicalLedger.FirstDifference(records[0], records[1]).ShouldBeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task Row39_Audit_EveryModelCallIsCommittedToWithModelPromptVersionsTokensAndCost()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        File.WriteAllText(_folder["profile.json"], """{"name":"priced","match":["scripted-model"],"price":{"input":1,"output":10}}""");
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:Profiles"] = _folder["profile.json"] });
        CaseView view = await host.AskAsync(Request(), "audited");

        CaseLedger ledger = await host.Get<ILedgerStore>().ReadAsync(CaseId.Parse("audited"), Stop);
        LedgerDraft step = ledger.Entries.Select(static recorded => recorded.Entry.Body).Single(static body => body.Step == 2);
        step.Facts["model"].ShouldBe(ScriptedModel.ModelName);
        (step.Facts["inputTokens"], step.Facts["outputTokens"], step.Facts["cost"]).ShouldBe(("100", "20", "0.000300"));
        step.Facts["reasoner"].ShouldContain("prompt@3;profile@priced");
        step.Commitments.Keys.ShouldContain("s2-model-1");
        ModelExchange exchange = (await host.Get<CaseRecord>().FindAsync<ModelExchange>(CaseId.Parse("audited"), DocumentNames.Exchange(2, 1), Stop))!;
        (exchange.PromptVersion, exchange.Form, exchange.ToolsDigest.Length).ShouldBe(("3", "native", 64));
        using JsonDocument prompt = JsonDocument.Parse(exchange.Prompt);
        prompt.RootElement.GetArrayLength().ShouldBe(new ModelRequest(model.Bodies[1], 2).Messages);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Row41_HumanInTheLoop_AModelAsksAClinicianAndAPersonApprovesItsDecision()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Step == 1
            ? ModelReply.Call(
                ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "propose", name = "Acute heart failure", weight = 0.6 } } }),
                ("ask_clinician", new { question = "Does she sleep flat?" }))
            : ModelReply.Call(
                ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "support", weight = 0.8, evidence = new[] { "e1.1" } } } }),
                ("finish", new { answer = "Acute heart failure", claims = new[] { new { text = "She sleeps on pillows.", citations = new[] { new { evidence = "e1.1", quote = "on three pillows" } } } } })));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        CaseId id = CaseId.Parse("people");
        ICasePeople people = host.Get<ICasePeople>();
        await host.Cases.StartAsync(Request() with { People = new CasePeople(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) }, id, Stop);

        QuestionView question = await UntilAsync(async () => await people.GetQuestionsAsync(id, Stop) is [var first, ..] ? first : null);
        await people.AnswerAsync(id, EvidenceId.Parse(question.Id), new AnswerSubmission { Answer = "No, on three pillows", By = "Dr No", RequestId = "a-1" }, Stop);
        ApprovalView approval = await UntilAsync(() => people.GetApprovalAsync(id, Stop));
        await people.ApproveAsync(id, new ApprovalSubmission { Approve = true, Digest = approval.Digest, By = "Dr Yes", RequestId = "y-1" }, Stop);
        CaseView view = await host.EndAsync("people");

        (view.Status, view.Answer, model.Answered).ShouldBe((CaseStatus.Decided, "Acute heart failure", 2), view.Reason);
        view.Approval!.By.ShouldBe("Dr Yes");
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 240_000)]
    public async Task Row42_Concurrency_FortyCasesShareAModelWithFourPlaces()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => Endless(request) with { Latency = TimeSpan.FromMilliseconds(40) });
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:MaxConcurrentCalls"] = "4" });
        string[] ids = [.. Enumerable.Range(0, 40).Select(static number => string.Create(CultureInfo.InvariantCulture, $"shared-{number}"))];

        await Task.WhenAll(ids.Select(id => host.Cases.StartAsync(Request() with { Budget = new CaseBudget(2, null, TimeSpan.FromDays(1)) }, CaseId.Parse(id), Stop)));
        CaseView[] views = await Task.WhenAll(ids.Select(host.EndAsync));

        views.ShouldAllBe(static view => view.Status == CaseStatus.Abstained && view.Steps == 2);
        (model.Answered, model.MostOpen).ShouldBe((80, 4));
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_ContextOverflow_IsAskedWithAShorterPromptAndEnds()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Number == 2
            ? new ModelReply([]) { Status = 400, Refusal = new { error = new { message = "This model's maximum context length is 8192 tokens.", code = "context_length_exceeded" } } }
            : ModelScript.Honest(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "overflowing");

        (view.Steps, model.Answered, model.Bodies.Count).ShouldBe((3, 3, 4), view.Reason);
        model.Bodies[2].Length.ShouldBeLessThan(model.Bodies[1].Length);
        (await host.Get<CaseRecord>().FindAsync<ModelExchange>(CaseId.Parse("overflowing"), DocumentNames.Exchange(2, 1), Stop))!.Shortened.ShouldBe(1);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_HugeAnswersAndNonsense_EndsWithAnAbstention()
    {
        string huge = new('x', 500_000);
        await using ScriptedModel model = await ScriptedModel.StartAsync(request => (request.Number % 3) switch
        {
            0 => ModelReply.Say(huge),
            1 => ModelReply.Call(("fly_to_moon", "{{{{"), ("ehr_run_sql_query", huge)),
            _ => new ModelReply([]) { Reasoning = "<tool_call>" + huge },
        });
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request() with { Budget = new CaseBudget(3, null, TimeSpan.FromDays(1)) }, "nonsense");

        view.Status.ShouldBe(CaseStatus.Abstained, view.Reason);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_StreamedAnswers_CanBeWatchedAndCountWhole()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => ModelScript.Honest(request) with { Text = $"Step {request.Step}." });
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:Stream"] = "true" });
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        IAsyncEnumerator<LivePiece> pieces = host.Get<LiveAnswers>().WatchAsync(CaseId.Parse("watched"), enough.Token).GetAsyncEnumerator(enough.Token);
        ValueTask<bool> first = pieces.MoveNextAsync();

        CaseView view = await host.AskAsync(Request(), "watched");

        (await first).ShouldBeTrue();
        (pieces.Current.Step, pieces.Current.Round, pieces.Current.Text).ShouldBe((1, 1, "Step 1."));
        await pieces.DisposeAsync();
        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        model.Bodies.ShouldAllBe(static body => body.Contains("\"stream\":true"));
        (await host.Get<CaseRecord>().FindTurnAsync(CaseId.Parse("watched"), 1, Stop))!.Usage.ShouldBe(new ModelUsage(ScriptedModel.ModelName, ScriptedModel.PromptTokens, ScriptedModel.CompletionTokens));
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Events_StreamedAnswers_StandBetweenTheStepsWithoutAnIdAndAreMarkedAsPassing()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => ModelScript.Honest(request) with { Text = $"Now step {request.Step}.", Latency = TimeSpan.FromMilliseconds(300) });
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:Stream"] = "true" });
        CaseId id = CaseId.Parse("heard");
        await host.Cases.StartAsync(Request(), id, Stop);
        var seen = new List<SseItem<object?>>();

        await foreach (SseItem<object?> one in new CaseEventStream(host.Cases, host.Get<ILiveAnswers>(), TimeProvider.System).ReadAsync(id, -1, Stop))
        {
            seen.Add(one);
        }

        SseItem<object?>[] answers = [.. seen.Where(static one => one.EventType == CaseEventStream.AnswerEvent)];
        answers.ShouldAllBe(static one => one.EventId == null && ((LivePiece)one.Data!).Ephemeral);
        answers.Select(static one => ((LivePiece)one.Data!).Text).ShouldBe(["Now step 1.", "Now step 2.", "Now step 3."]);
        foreach (SseItem<object?> answer in answers)
        {
            int step = ((LivePiece)answer.Data!).Step;
            seen.IndexOf(answer).ShouldBeLessThan(seen.FindIndex(one => one.Data is CaseProgress progress && progress.Step == step));
        }

        (await new CaseEventStream(host.Cases, host.Get<ILiveAnswers>(), TimeProvider.System).ReadAsync(id, -1, Stop).ToListAsync(Stop))
            .ShouldNotContain(static one => one.EventType == CaseEventStream.AnswerEvent, "nothing of it is kept");
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await Task.Delay(20, Stop);
        }
    }

    private CaseRequest Request() => ProductHost.Request(SamplePatient.Id, _source, SamplePatient.Cutoff);
}
