using System.Text.Json;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

/// <summary>The discipline of the loop: rows 27 to 32 of the feature table, with scripted models over HTTP.</summary>
public sealed class LoopTests
{
    private const string Finish = """{"abstention":"The record has no echo."}""";
    private const string Support = """{"changes":[{"hypothesis":"heart_failure","kind":"support","weight":0.7,"evidence":["e1.1"]}]}""";

    private static CaseStep FirstStep(params ToolCall[] calls)
    {
        var turn = new ReasonerTurn
        {
            Reasoner = "language-model",
            Hypotheses = [new HypothesisEvent("heart_failure", HypothesisEventKind.Proposed, "heart failure", null, 0.4, WeightBasis.Stated, [])],
            Calls = calls.Length > 0 ? calls : [new ToolCall("ehr.run_sql_query", """{"sql_query":"SELECT 1"}""", "call_a")],
        };
        return ModelCases.Step(1, turn, static _ => ModelCases.Rows("BNP 1240 pg/mL"));
    }

    [Fact]
    public async Task Row27_RunContext_BlockIsPresentAndUnmetPreconditionsAreRefusedWithAReason()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("image_chest_xray_classifier", """{"image_path":"x"}"""), ("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""), ("browser_search", """{"query":"bnp"}"""));
        CaseFile file = ModelCases.File() with { Context = new RunContext(0, Complete: true) };

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(file);

        JsonElement request = endpoint.Requests.Single();
        string prompt = request.Messages()[1].GetProperty("content").GetString()!;
        prompt.ShouldContain("<run_context>\nimages_attached: 0\nreports_inlined: 0\npatient_ehr_available: false\nimage_paths: none\n</run_context>", customMessage: prompt);
        request.ToolNames().ShouldBe(["ehr_get_candidates_by_keyword", "browser_search", "browser_open", "update_hypotheses", "finish"]);
        turn.Calls.ShouldHaveSingleItem().Name.ShouldBe("browser.search");
        turn.Message!.Calls[0].Reply.ShouldNotBeNull().ShouldContain("no image");
        turn.Message.Calls[1].Reply.ShouldNotBeNull().ShouldContain("no record of the patient");
        turn.Notes!.Count(static note => note.Kind == TurnNoteKind.Refused).ShouldBe(2);
    }

    [Fact]
    public async Task Row27_RunContext_WithFilmsNamesThemWordForWord()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("image_chest_xray_classifier", """{"image_path":"ImagingStudy/x"}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File(films: ["ImagingStudy/x"]));

        endpoint.Requests.Single().Messages()[1].GetProperty("content").GetString()!.ShouldContain("patient_ehr_available: true\nimage_paths: ImagingStudy/x");
        turn.Calls.ShouldHaveSingleItem().Name.ShouldBe("image.chest_xray_classifier");
    }

    [Fact]
    public async Task Row28_AgentLoop_EveryCallOfATurnIsAnsweredByItsIdInOrder()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint
            .Message("I look.", ("update_hypotheses", ModelCases.Propose), ("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""), ("fly_to_moon", "{}"), ("browser_search", """{"query":"bnp"}"""), ("browser_search", "{broken"))
            .Calls(("update_hypotheses", Support), ("finish", Finish));

        (ReasonerTurn last, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint), static call => ModelCases.Rows("result of " + call.Name));

        steps[0].Turn.Calls.Select(static call => call.Name).ShouldBe(["ehr.run_sql_query", "browser.search"]);
        JsonElement[] messages = endpoint.Requests.Last().Messages();
        string[] ids = [.. messages[2].GetProperty("tool_calls").EnumerateArray().Select(static call => call.GetProperty("id").GetString()!)];
        ids.Length.ShouldBe(5);
        messages[3..8].Select(static message => message.GetProperty("tool_call_id").GetString()).ShouldBe(ids);
        string[] answers = [.. messages[3..8].Select(static message => message.GetProperty("content").GetString()!)];
        answers[0].ShouldBe("Recorded.");
        answers[1].ShouldMatch("^\\[e1.1 ok, 1 of 1 rows\\]\n\\[begin e1.1 [0-9a-f]{20}\\]\nresult of ehr.run_sql_query");
        answers[2].ShouldStartWith("There is no such tool.");
        answers[3].ShouldMatch("^\\[e1.2 ok, 1 of 1 rows\\]\n\\[begin e1.2 [0-9a-f]{20}\\]\nresult of browser.search");
        answers[4].ShouldContain("valid JSON");
        last.Decision!.Abstention.ShouldBe("The record has no echo.");
    }

    [Fact]
    public async Task Row28_AgentLoop_CallsAStepAreLimitedByTheProfileAndTheModelIsTold()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls([.. Enumerable.Range(0, 5).Select(static number => ("browser_search", $$"""{"query":"{{number}}"}"""))]);

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint, ModelCases.Profile with { CallsPerStep = 3 }).TurnAsync(ModelCases.File());

        turn.Calls.Count.ShouldBe(3);
        turn.Message!.Calls.Skip(3).ShouldAllBe(static call => call.Reply!.StartsWith("Too many calls"));
    }

    [Fact]
    public async Task Row28_AgentLoop_DuplicateIdsOfAProviderAreToldApart()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw("""{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"name":"browser_search","arguments":"{\"query\":\"a\"}"}},{"id":"c","function":{"name":"browser_search","arguments":"{\"query\":\"b\"}"}},{"function":{"name":"browser_search","arguments":"{\"query\":\"c\"}"}}]}}]}""");

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File());

        turn.Calls.Select(static call => call.ProviderCallId).Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("Sure. {\"response\": [\"heart failure\", \"anaemia\"]", "heart failure\nanaemia")]
    [InlineData("Sure: {\"answer\": \"heart failure\", \"claims\": [", "heart failure")]
    [InlineData("So <answer>first</answer> or rather <answer>\n1. **heart failure**\n2) anaemia\n</answer>", "heart failure\nanaemia")]
    [InlineData("- heart failure\n* anaemia", "heart failure\nanaemia")]
    [InlineData("heart failure", "heart failure")]
    public async Task Row29_StopWithoutToolCall_OneNudgeThenTheSalvageLadder(string text, string answer)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("Let me think.").Says(text);

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File());

        turn.Decision!.Answer.ShouldBe(answer);
        turn.Notes!.Select(static note => note.Kind).ShouldBe([TurnNoteKind.Nudged, TurnNoteKind.Salvaged]);
        endpoint.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Row29_StopWithoutToolCall_ANudgedModelThatGoesOnIsNotSalvaged()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("I think it is heart failure.").Calls(("browser_search", """{"query":"bnp"}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File());

        (turn.Decision, turn.Calls.Count).ShouldBe((null, 1));
    }

    [Fact]
    public async Task Row29_StopWithoutToolCall_WithCandidatesTheNamedOnesAreTaken()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("").Says("Given the BNP I would say Heart Failure, not cardiac tamponade syndrome X.");

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File(candidates: ["Heart failure", "Pneumonia"]));

        turn.Decision!.Answer.ShouldBe("Heart failure");
    }

    [Fact]
    public async Task Row30_ForcedFinish_OffersFinishOnlyAndEndsWithAnAbstentionWhereNothingComes()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"a"}""")).Says("").Says("");

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File([FirstStep()], finishOnly: true));

        endpoint.Requests.ShouldAllBe(static request => request.ToolNames().Single() == "finish");
        turn.Calls.ShouldBeEmpty();
        turn.Decision!.Abstention.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Row31_LoopGuard_SameCallSameResultGivesAHintThenForcesAFinish()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        for (int number = 0; number < 4; number++)
        {
            endpoint.Calls(("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""));
        }

        endpoint.Calls(("finish", Finish));

        (ReasonerTurn last, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint), static _ => ModelCases.Rows("BNP 1240 pg/mL"));

        steps.Count.ShouldBe(3);
        steps[1].Turn.ForcesFinish.ShouldBe(true);
        steps.Sum(static step => step.Evidence.Count).ShouldBe(1);
        string told = string.Concat(endpoint.Requests.ElementAt(3).Messages().Select(static message => message.TryGetProperty("content", out JsonElement content) ? content.ToString() : ""));
        told.ShouldContain("This call was answered as e1.1; nothing changes");
        told.ShouldContain("you have asked it 3 times with the same result. Change course");
        endpoint.Requests.Last().ToolNames().ShouldBe(["finish"]);
        last.Decision!.Abstention.ShouldBe("The record has no echo.");
    }

    [Fact]
    public async Task Row31_LoopGuard_ACallThatFailedMayBeRepeatedUntilItFailedTooOften()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        for (int number = 0; number < 6; number++)
        {
            endpoint.Calls(("browser_search", """{"query":"bnp"}"""));
        }

        endpoint.Calls(("finish", Finish));

        (_, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint), static _ => ToolResult.Of(ToolOutcome.Failed, "out of order"));

        steps.Sum(static step => step.Evidence.Count).ShouldBe(3);
        steps[^2].Turn.ForcesFinish.ShouldBe(true);
    }

    [Fact]
    public async Task Row31_LoopGuard_TheSameWordsOnAnotherPageAreAnotherCall()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        int page = 0;
        for (int number = 0; number < 5; number++)
        {
            endpoint.Calls(("browser_open", """{"id":1}"""), ("update_hypotheses", """{"changes":[],"considered":["e1.1"],"open_questions":["why"]}"""));
        }

        endpoint.Calls(("finish", Finish));

        (_, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(
            ModelCases.Reasoner(endpoint), _ => new ToolResult { Outcome = ToolOutcome.Ok, Schema = ToolSchemas.EhrThought, Text = $"page {++page}" });

        page.ShouldBe(5);
        steps[^1].Turn.Decision.ShouldNotBeNull();
    }

    [Fact]
    public async Task Row32_ContextManagement_EveryEvidenceIdStaysHoweverLittleRoomThereIs()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        var steps = new List<CaseStep>();
        for (int number = 1; number <= 60; number++)
        {
            var turn = new ReasonerTurn { Reasoner = "language-model", Calls = [.. Enumerable.Range(0, 4).Select(call => new ToolCall("browser.search", $$"""{"query":"{{number}} {{call}} {{new string('q', 80)}}"}""", $"c{number}_{call}"))] };
            steps.Add(ModelCases.Step(number, turn, call => ModelCases.Rows("long " + new string('x', 20_000))));
        }

        endpoint.Calls(("finish", Finish)).Calls(("finish", Finish));
        CaseFile file = ModelCases.File(steps);
        await ModelCases.Reasoner(endpoint, ModelCases.Profile with { ContextTokens = 4_096, MaxOutputTokens = 512 }).TurnAsync(file);
        await ModelCases.Reasoner(endpoint, ModelCases.Profile with { ContextTokens = 128_000, MaxOutputTokens = 4_096 }).TurnAsync(file);

        string small = endpoint.Requests.First().GetProperty("messages").ToString();
        string large = endpoint.Requests.Last().GetProperty("messages").ToString();
        foreach (EvidenceItem item in file.Evidence)
        {
            small.ShouldContain($"Evidence {item.Id}: ");
            large.ShouldContain($"Evidence {item.Id}: ");
        }

        small.Length.ShouldBeLessThan(4_096 * 4);
        large.Length.ShouldBeInRange(50_000, 128_000 * 4);
        large.ShouldContain("characters shown; the whole is kept as e60.4]");
        file.Evidence.ShouldAllBe(static item => item.Result.Text.Length > 20_000);
    }

    [Fact]
    public async Task Row32_ContextManagement_ProviderThatOverflowsIsAskedWithHalfThePrompt()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint
            .Refuses(400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}""")
            .Refuses(400, """{"error":{"message":"the request exceeds the available context size, try increasing it"}}""")
            .Calls(("finish", Finish));
        var kept = new KeptExchanges();
        CaseStep step = ModelCases.Step(1, FirstStep().Turn, static _ => ModelCases.Rows("long " + new string('x', 50_000)));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File([step]) with { Exchanges = kept });

        int[] lengths = [.. endpoint.Requests.Select(static request => request.GetProperty("messages").ToString().Length)];
        (lengths[0] > lengths[1] && lengths[1] >= lengths[2]).ShouldBeTrue(string.Join(", ", lengths));
        kept.All.Single().Shortened.ShouldBe(2);
        turn.Notes!.ShouldContain(static note => note.Kind == TurnNoteKind.Shortened);
    }

    [Fact]
    public async Task Row32_ContextManagement_ProvidersCountSaysHowMuchFits()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Finish)).Calls(("finish", Finish));
        CaseStep Counted(long tokens) => ModelCases.Step(1, FirstStep().Turn with { Usage = new ModelUsage("m", tokens, 1), PromptCharacters = 10_000 }, static _ => ModelCases.Rows(new string('x', 50_000)));
        LanguageModelReasoner reasoner = ModelCases.Reasoner(endpoint, ModelCases.Profile with { ContextTokens = 6_000, MaxOutputTokens = 500 });

        await reasoner.TurnAsync(ModelCases.File([Counted(2_000)]));
        await reasoner.TurnAsync(ModelCases.File([Counted(5_000)]));

        endpoint.Requests.First().GetProperty("messages").ToString().Length.ShouldBeGreaterThan(endpoint.Requests.Last().GetProperty("messages").ToString().Length + 3_000);
    }

    [Fact]
    public async Task Row33_Truncation_TheModelSeesHowMuchIsShownAndHowToGetTheRest()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Finish));
        CaseStep step = ModelCases.Step(1, FirstStep().Turn, static _ => ModelCases.Rows("long " + new string('x', 100_000)) with { Outcome = ToolOutcome.Truncated, Shown = 20, Total = 340, Next = "page 2" });

        await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File([step]));

        string result = endpoint.Requests.Single().Messages()[^1].GetProperty("content").GetString()!;
        result.ShouldStartWith("[e1.1 truncated, 20 of 340 rows; next: page 2]\n[begin e1.1 ");
        result.ShouldContain("]\nlong ");
        result.ShouldContain("of 100005 characters shown; the whole is kept as e1.1]\n[end e1.1 ");
    }

    [Fact]
    public async Task Row36_Hypotheses_IgnoredEvidenceIsAskedForOnceAndTheCallsAreKept()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"bnp"}""")).Calls(("update_hypotheses", Support));
        CaseFile file = ModelCases.File([FirstStep()]);

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(file);

        turn.Calls.ShouldHaveSingleItem().Name.ShouldBe("browser.search");
        turn.Hypotheses.ShouldHaveSingleItem().Basis.ShouldBe(WeightBasis.Stated);
        file.Board.Apply(turn.Hypotheses).Find("heart_failure")!.For.Select(static id => id.ToString()).ShouldBe(["e1.1"]);
        endpoint.Requests.Last().Messages()[^1].GetProperty("content").GetString()!.ShouldContain("New evidence came in (e1.1)");
        turn.Usage!.InputTokens.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"changes":[],"considered":["e1.1"]}""", 1)]
    [InlineData("""{"changes":[{"hypothesis":"pe","kind":"propose","weight":0.2}]}""", 2)]
    public async Task Row36_Hypotheses_EvidenceThatChangesNothingIsNamedAsConsidered(string update, int requests)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", update), ("browser_search", """{"query":"bnp"}""")).Says("Nothing more.");

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File([FirstStep()]));

        turn.Calls.Count.ShouldBe(1);
        endpoint.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task Row37_Durability_AKeptModelCallIsNeverMadeAgain()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("Let me think.").Fails(500).Calls(("finish", Finish));
        var kept = new KeptExchanges();
        LanguageModelReasoner reasoner = ModelCases.Reasoner(endpoint);

        await Should.ThrowAsync<ReasonerUnavailableException>(() => reasoner.TurnAsync(ModelCases.File() with { Exchanges = kept }));
        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File() with { Exchanges = kept });
        ReasonerTurn again = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File() with { Exchanges = kept });

        endpoint.Requests.Count.ShouldBe(3);
        (turn.Decision!.Abstention, again.Decision!.Abstention).ShouldBe(("The record has no echo.", "The record has no echo."));
        again.Usage.ShouldBe(turn.Usage);
    }

    [Theory]
    [InlineData(ToolCallDialect.Bracket, "[Tool Call: ")]
    [InlineData(ToolCallDialect.Xml, "<function=")]
    [InlineData(ToolCallDialect.Json, "<tool_call>{")]
    [InlineData(ToolCallDialect.Inline, "tool_name({")]
    public async Task Row35_ToolCallDialects_ProfileShowsToolsAndHistoryInItsOwnForm(ToolCallDialect dialect, string form)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("[Tool Call: ehr.run_sql_query({\"sql_query\": \"SELECT 1\"})").Says("[Tool Call: ehr.finish({\"response\": [\"heart failure\"]})]").Says("[Tool Call: finish({\"abstention\": \"no\"})]");

        (ReasonerTurn last, IReadOnlyList<CaseStep> steps) = await ModelCases.RunAsync(ModelCases.Reasoner(endpoint, ModelCases.Profile with { Dialect = dialect }), static _ => ModelCases.Rows("BNP 1240 pg/mL"));

        endpoint.Requests.ShouldAllBe(static request => request.ToolNames().Length == 0);
        endpoint.Requests.First().Messages()[0].GetProperty("content").GetString()!.ShouldContain(form);
        string history = endpoint.Requests.ElementAt(1).GetProperty("messages").ToString();
        history.ShouldContain("Result of ehr.run_sql_query");
        history.ShouldNotContain("tool_call_id");
        steps[0].Turn.Calls.ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"sql_query":"SELECT 1"}""");
        steps[0].Turn.Notes!.ShouldContain(new TurnNote(TurnNoteKind.DialectRead, "bracket"));
        last.Decision!.Abstention.ShouldBe("no");
    }

    [Fact]
    public async Task ReasonAsync_AnswerCutAtTheLimit_IsNotMendedIntoHalfACall()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint
            .Raw("""{"choices":[{"finish_reason":"length","message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"name":"ehr_run_sql_query","arguments":"{\"sql_query\":\"SELECT * FROM obs"}}]}}]}""")
            .Calls(("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File());

        turn.Calls.ShouldHaveSingleItem().ArgumentsJson.ShouldContain("SELECT 1");
        endpoint.Requests.Last().Messages()[^1].GetProperty("content").GetString()!.ShouldContain("cut at the limit of tokens");
    }

    [Fact]
    public async Task ReasonAsync_BrowserBudget_LeavesOutWhatIsBeyondItAndNoLongerOffersThem()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"a"}"""), ("browser_search", """{"query":"b"}""")).Calls(("browser_search", """{"query":"c"}"""), ("ehr_get_table_names", "{}"));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File() with { Left = new BudgetLeft(BrowserCalls: 1) });
        ReasonerTurn later = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File() with { Left = new BudgetLeft(Tokens: 500, Cost: 0.25m, BrowserCalls: 0, Time: TimeSpan.FromSeconds(61)) });

        turn.Calls.Count.ShouldBe(1);
        later.Calls.ShouldHaveSingleItem().Name.ShouldBe("ehr.get_table_names");
        endpoint.Requests.Last().ToolNames().ShouldNotContain("browser_search");
        endpoint.Requests.Last().Messages()[1].GetProperty("content").GetString()!.ShouldContain("24 steps, this one included; 500 tokens; 0.2500 US dollars; 0 browser calls; 2 minutes");
    }
}
