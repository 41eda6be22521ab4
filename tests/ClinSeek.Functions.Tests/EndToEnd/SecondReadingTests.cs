using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.Testing;
using Asked = ClinSeek.Functions.Tests.Cli.Program;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Cases whose decision a second reasoner reads: what it says is recorded, sealed, replayed and shown.</summary>
public sealed class SecondReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_ModelBesideAFittingPack_IsReadByTheLikelihoodReasonerToo()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Step >= 3 ? Decide(request, "heart_failure", "Acute heart failure") : ModelScript.Honest(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(ProductHost.Request("demo-01-arden"), "read-1");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        DecisionCheck check = view.Checks.ShouldHaveSingleItem();
        check.By.ShouldStartWith("likelihood/");
        check.Agreement.ShouldBe(Agreement.Agrees, check.Text);
        check.Text.ShouldContain("acute heart failure");
        SecondReading reading = (await host.Get<CaseRecord>().FindAsync<SecondReading>(CaseId.Parse("read-1"), DocumentNames.SecondReading(1), Stop))!;
        reading.Steps.Count.ShouldBeGreaterThan(1);
        reading.Decision.Claims.ShouldNotBeEmpty();
        LedgerEntry concluded = (await host.Get<ILedgerStore>().ReadAsync(CaseId.Parse("read-1"), Stop)).Find(LedgerKey.Once(LedgerKinds.DecisionConcluded))!.Entry;
        concluded.Body.Facts["check1"].ShouldBe("likelihood/2 agrees");
        concluded.Body.Commitments.ContainsKey("reading-1").ShouldBeTrue();
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_ModelThatErrs_DisagreementIsRecordedAndShownAndTheDecisionStands()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Step >= 3 ? Embolism(request) : ModelScript.Honest(request));
        var environment = new Dictionary<string, string>
        {
            ["Model__Endpoint"] = model.Endpoint.ToString(), ["Model__Name"] = ScriptedModel.ModelName,
        };

        ProgramResult asked = await Asked.RunAsync(_folder.Path, environment, "ask", "--patient", "demo-01-arden", Asked.Dyspnoea);

        asked.ExitCode.ShouldBe(0, asked.Error);
        asked.Output.ShouldContain("DISAGREES");
        string id = JsonDocument.Parse((await Asked.RunAsync(_folder.Path, environment, "cases", "--json")).Output).RootElement[0].GetProperty("caseId").GetString()!;
        JsonElement shown = (await Asked.RunAsync(_folder.Path, environment, "show", id, "--json")).Json;
        shown.GetProperty("answer").GetString().ShouldBe("Pulmonary embolism");
        JsonElement check = shown.GetProperty("checks")[0];
        check.GetProperty("agreement").GetString().ShouldBe("differs");
        check.GetProperty("text").GetString()!.ShouldContain("Pulmonary embolism");
        (await Asked.RunAsync(_folder.Path, environment, "verify", id, "--key")).ExitCode.ShouldBe(0);
        (await Asked.RunAsync(_folder.Path, environment, "replay", id)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Ask_SecondModelNamedAsReader_ReadsBlindlyInOneTurn()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static request => Embolism(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, Second(second));
        string source = SamplePatient.Write(_folder["record"]);

        CaseView view = await host.AskAsync(ProductHost.Request(SamplePatient.Id, source, SamplePatient.Cutoff) with { CheckedBy = ["second-model"] }, "read-3");

        view.Answer.ShouldBe("Acute heart failure");
        view.Checks.Count.ShouldBe(2);
        (view.Checks[0].By.Split('/')[0], view.Checks[0].Agreement, view.Checks[0].Answer).ShouldBe(("second-model", Agreement.Differs, "Pulmonary embolism"));
        view.Checks[1].By.ShouldStartWith("likelihood/");
        second.Bodies.ShouldHaveSingleItem();
        second.Bodies[0].ShouldContain("e2.1");
        second.Bodies[0].ShouldNotContain("heart_failure");
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_SecondModelOutOfReach_HasNoSayAndTheCaseEnds()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static _ => ModelReply.Refuse(503, 1));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, Second(second));
        string source = SamplePatient.Write(_folder["record"]);

        CaseView view = await host.AskAsync(ProductHost.Request(SamplePatient.Id, source, SamplePatient.Cutoff) with { CheckedBy = ["second-model"] }, "read-4");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        view.Checks[0].Agreement.ShouldBe(Agreement.Abstains);
        view.Checks[0].Text.ShouldContain("503");
        second.Bodies.Count.ShouldBe(5);
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_SecondModelThatAsksForPatience_IsWaitedForAsLongAsItSays()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static request => request.Number == 1 ? ModelReply.Refuse(429, 300) : Embolism(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, Second(second));
        await host.Cases.StartAsync(Twice(), CaseId.Parse("read-6"), Stop);
        HistoryEvent? timer;
        while ((timer = (await host.Get<CaseHost>().Client!.GetHistoryAsync("read-6", Stop)).LastOrDefault(static item => item.TimerCreated is not null)) is null)
        {
            await Task.Delay(50, Stop);
        }

        // Longer than any wait that the program chooses by itself, and never sooner than was asked for.
        (timer.TimerCreated.FireAt.ToDateTime() - timer.Timestamp.ToDateTime()).TotalSeconds.ShouldBeInRange(299, 376);
        second.Bodies.Count.ShouldBe(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_SecondModelWithAWrongKey_IsAskedOnceAndHasNoSay()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static _ => ModelReply.Refuse(401, 1));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, Second(second));

        CaseView view = await host.AskAsync(Twice(), "read-7");

        (view.Status, view.Checks[0].Agreement, second.Bodies.Count).ShouldBe((CaseStatus.Decided, Agreement.Abstains, 1));
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_SecondModel_ItsCallsAreKeptAndTheLedgerCommitsToThem()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static request => request.SentBack ? Embolism(request) : ModelReply.Call(("finish", new { answer = "Pulmonary embolism", claims = Array.Empty<object>() })));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, Second(second));

        CaseView view = await host.AskAsync(Twice(), "read-8");

        second.Bodies.Count.ShouldBe(2);
        LedgerEntry concluded = (await host.Get<ILedgerStore>().ReadAsync(CaseId.Parse("read-8"), Stop)).Find(LedgerKey.Once(LedgerKinds.DecisionConcluded))!.Entry;
        concluded.Body.Commitments.Keys.Where(static name => name.Contains("reading", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["reading-1", "reading-2", "s3-reading-1-model-1", "s3-reading-1-model-2"]);
        var kept = (await host.Get<CaseRecord>().FindAsync<Reasoning.LanguageModel.ModelExchange>(CaseId.Parse("read-8"), DocumentNames.ReadingExchange(1, 3, 1), Stop))!;
        kept.Calls.ShouldHaveSingleItem().Name.ShouldBe("finish");
        await host.ShouldHoldAsync(view);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_ManyCasesReadTwice_NeverAskTheSecondModelMoreOftenAtOnceThanItsLimit()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ScriptedModel second = await ScriptedModel.StartAsync(static request => Embolism(request) with { Latency = TimeSpan.FromMilliseconds(100) });
        Dictionary<string, string?> settings = Second(second);
        settings["SecondModel:MaxConcurrentCalls"] = "2";
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, settings);

        // Written once: a case that is being opened must not find its record half-written by the next one.
        CaseRequest request = Twice();

        CaseView[] views = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => host.AskAsync(request, $"read-at-once-{number}")));

        foreach (CaseView view in views)
        {
            view.Status.ShouldBe(CaseStatus.Decided, $"{view.CaseId}: {view.Reason}");
            view.Checks.ShouldNotBeEmpty(view.CaseId);
            view.Checks[0].Agreement.ShouldBe(Agreement.Differs, view.CaseId);
        }

        second.MostOpen.ShouldBeInRange(1, 2);
        second.Bodies.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Start_ReaderThatTheHostDoesNotHave_IsRefused()
    {
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);

        CaseRefusedException refused = await Should.ThrowAsync<CaseRefusedException>(async () =>
            await host.Cases.StartAsync(ProductHost.Request("demo-01-arden") with { CheckedBy = ["oracle"] }, CaseId.Parse("read-5"), Stop));

        refused.Message.ShouldContain("likelihood");
    }

    private CaseRequest Twice() =>
        ProductHost.Request(SamplePatient.Id, SamplePatient.Write(_folder["record"]), SamplePatient.Cutoff) with { CheckedBy = ["second-model"] };

    private static Dictionary<string, string?> Second(ScriptedModel model) => new()
    {
        ["SecondModel:Endpoint"] = model.Endpoint.ToString(), ["SecondModel:Name"] = ScriptedModel.ModelName,
    };

    private static ModelReply Embolism(ModelRequest request) => Decide(request, "pulmonary_embolism", "Pulmonary embolism");

    private static ModelReply Decide(ModelRequest request, string key, string name)
    {
        string quote = request.Quote("e2.1", "NT-proBNP|Troponin|[A-Z][a-z]{3,}");
        return ModelReply.Call(
            ("update_hypotheses", new
            {
                changes = new[]
                {
                    new { hypothesis = key, kind = "supported", name, weight = 0.9, evidence = new[] { "e2.1" } },
                    new { hypothesis = "cardiac", kind = "refuted", name = "Cardiac cause", weight = 0.04, evidence = new[] { "e2.1" } },
                },
            }),
            ("finish", new
            {
                answer = name,
                claims = new[] { new { text = "The laboratory value tells acute heart failure from pulmonary embolism.", citations = new[] { new { evidence = "e2.1", quote } } } },
            }));
    }
}
