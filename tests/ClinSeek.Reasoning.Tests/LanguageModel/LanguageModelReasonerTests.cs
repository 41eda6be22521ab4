using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

public sealed class LanguageModelReasonerTests
{
    private const string Propose = """{"changes":[{"hypothesis":"heart_failure","kind":"proposed","name":"heart failure","weight":0.4}]}""";

    private static IReasoner Reasoner(ScriptedEndpoint endpoint) =>
        ReasonerFactory.Create(new ReasonerOptions { Endpoint = endpoint.Address, Name = "scripted", ApiKey = "k", Timeout = TimeSpan.FromSeconds(20) });

    private static Task<ReasonerTurn> TurnAsync(ScriptedEndpoint endpoint, CaseFile? file = null) =>
        Reasoner(endpoint).ReasonAsync(file ?? Cases.File("Why is the patient breathless?"), TestContext.Current.CancellationToken);

    private static CaseFile AfterOneStep(bool finishOnly = false)
    {
        var turn = new ReasonerTurn
        {
            Reasoner = "language-model",
            Hypotheses = [new HypothesisEvent("heart_failure", HypothesisEventKind.Proposed, "heart failure", null, 0.4, WeightBasis.Stated, [])],
            Calls = [new ToolCall("ehr.run_sql_query", """{"sql_query":"SELECT 1"}""", "call_abc"), new ToolCall("browser.search", """{"query":"x"}""", "call_def")],
        };
        var lab = new ToolResult { Outcome = ToolOutcome.Ok, Schema = ToolSchemas.EhrRows, Text = "BNP 1240 pg/mL", Shown = 1, Total = 1, Rows = [JsonElement.Parse("{\"display\":\"BNP\"}")], Locators = [new Locator("Observation/o1", "observation#1", "BNP 1240 pg/mL")] };
        EvidenceItem[] evidence = [new(EvidenceId.Parse("e1.0"), turn.Calls[0], lab), new(EvidenceId.Parse("e1.1"), turn.Calls[1], ToolResult.Of(ToolOutcome.Empty, "Nothing matched."))];
        return Cases.File("Why is the patient breathless?", [new CaseStep(1, turn, evidence)], finishOnly: finishOnly);
    }

    [Fact]
    public async Task ReasonAsync_ParallelCalls_ComeBackUnderTheirNamesAndIds()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Propose), ("ehr_run_sql_query", """{"sql_query":"SELECT 1"}"""), ("browser_search", """{"query":"dyspnoea","topn":3}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, Cases.File("Why is the patient breathless?", films: ["ImagingStudy/x"]));

        turn.Decision.ShouldBeNull();
        turn.Calls.Select(static call => call.Name).ShouldBe(["ehr.run_sql_query", "browser.search"]);
        turn.Calls.ShouldAllBe(static call => call.ProviderCallId!.StartsWith("call_", StringComparison.Ordinal));
        JsonElement.Parse(turn.Calls[1].ArgumentsJson).GetProperty("topn").GetInt32().ShouldBe(3);
        HypothesisEvent proposed = turn.Hypotheses.ShouldHaveSingleItem();
        (proposed.Kind, proposed.WeightAfter, proposed.Basis).ShouldBe((HypothesisEventKind.Proposed, 0.4, WeightBasis.Stated));
        turn.Usage.ShouldBe(new ModelUsage("scripted-1", 100, 20));
        JsonElement request = endpoint.Requests.ShouldHaveSingleItem();
        string[] names = [.. request.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)];
        names.ShouldContain("image_chest_xray_classifier");
        names.ShouldAllBe(static name => !name.Contains('.'));
        request.GetProperty("model").GetString().ShouldBe("scripted");
        endpoint.Authorization.ShouldHaveSingleItem().ShouldBe("Bearer k");
    }

    [Fact]
    public async Task ReasonAsync_LaterStep_AnswersEachCallUnderItsProviderId()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", """{"answer":"heart failure","claims":[{"text":"BNP 1240 pg/mL is high","citations":[{"evidence":"e1.0","quote":"BNP 1240 pg/mL"}]}],"would_change":["an echo"]}"""));
        CaseFile file = AfterOneStep();

        ReasonerTurn turn = await TurnAsync(endpoint, file);

        JsonElement[] messages = [.. endpoint.Requests.Single().GetProperty("messages").EnumerateArray()];
        messages.Select(static message => message.GetProperty("role").GetString()).ShouldBe(["system", "user", "assistant", "tool", "tool"]);
        messages[2].GetProperty("tool_calls")[0].GetProperty("id").GetString().ShouldBe("call_abc");
        messages[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("ehr_run_sql_query");
        messages[3].GetProperty("tool_call_id").GetString().ShouldBe("call_abc");
        messages[3].GetProperty("content").ToString().ShouldContain("[e1.0 ok, 1 of 1 rows]");
        turn.Decision!.Answer.ShouldBe("heart failure");
        turn.Decision.Claims.Single().Citations.Single().ShouldBe(new Citation(EvidenceId.Parse("e1.0"), "Observation/o1", "observation#1", "BNP 1240 pg/mL"));
        DecisionChecker.Check(turn.Decision, file).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ehr_finish", """{"response":["heart failure"]}""")]
    [InlineData("ehr.finish", """{"response":"heart failure"}""")]
    public async Task Row22_FinishInTheReferencesForm_IsAskedForItsClaimsOnce(string name, string arguments)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls((name, arguments));
        endpoint.Calls(("finish", """{"answer":"heart failure","claims":[{"text":"BNP 1240 pg/mL is high","citations":[{"evidence":"e1.0","quote":"BNP 1240 pg/mL"}]}]}"""));
        CaseFile file = AfterOneStep();

        ReasonerTurn turn = await TurnAsync(endpoint, file);

        turn.Decision!.Answer.ShouldBe("heart failure");
        DecisionChecker.Check(turn.Decision, file).Problems.ShouldBeEmpty();
        endpoint.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[1,2]")]
    public async Task ReasonAsync_MalformedArguments_AreRepairedByOneNote(string broken)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("ehr_run_sql_query", broken)).Calls(("ehr_run_sql_query", """{"sql_query":"SELECT 2"}"""));

        ReasonerTurn turn = await TurnAsync(endpoint);

        turn.Calls.ShouldHaveSingleItem().ArgumentsJson.ShouldContain("SELECT 2");
        endpoint.Requests.Count.ShouldBe(2);
        endpoint.Requests.Last().GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString().ShouldContain("valid JSON");
        turn.Usage!.InputTokens.ShouldBe(200);
    }

    [Fact]
    public async Task ReasonAsync_NothingButNonsense_ForcesAFinishInsteadOfThrowing()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("fly_to_moon", "{}")).Calls(("update_hypotheses", """{"changes":"x"}""")).Calls(("finish", """{"claims":[3]}"""));

        ReasonerTurn turn = await TurnAsync(endpoint);

        (turn.Decision, turn.Calls.Count, turn.ForcesFinish).ShouldBe((null, 0, true));
        turn.Notes!.Select(static note => note.Kind).ShouldContain(TurnNoteKind.FinishForced);
    }

    [Fact]
    public async Task ReasonAsync_NothingButNonsenseWhenOnlyAFinishIsAccepted_Abstains()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("fly_to_moon", "{}")).Calls(("update_hypotheses", """{"changes":"x"}""")).Calls(("finish", """{"claims":[3]}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep(finishOnly: true));

        turn.Decision!.Answer.ShouldBeNull();
        turn.Decision.Abstention.ShouldNotBeNull();
    }

    [Fact]
    public async Task ReasonAsync_HypothesesOnly_IsAskedToGoOn()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Propose)).Calls(("search", """{"query":"dyspnoea"}"""));

        ReasonerTurn turn = await TurnAsync(endpoint);

        turn.Hypotheses.Count.ShouldBe(1);
        turn.Calls.ShouldHaveSingleItem().Name.ShouldBe("browser.search");
    }

    [Fact]
    public async Task ReasonAsync_SupportWithoutEvidence_IsNotRecorded()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint
            .Calls(("update_hypotheses", """{"changes":[{"hypothesis":"heart_failure","kind":"supported","weight":0.9,"evidence":["e7.7"]}]}"""))
            .Calls(("update_hypotheses", """{"changes":[{"hypothesis":"heart_failure","kind":"supported","weight":0.8,"evidence":["e1.0"]},{"hypothesis":"pneumonia","kind":"refuted","weight":0.1,"evidence":["e1.0"]}]}"""), ("browser_search", """{"query":"y"}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep());

        turn.Hypotheses.Select(static change => (change.Hypothesis, change.Kind, change.WeightAfter)).ShouldBe([
            ("heart_failure", HypothesisEventKind.Supported, 0.8), ("pneumonia", HypothesisEventKind.Proposed, 0.1), ("pneumonia", HypothesisEventKind.Refuted, 0.1)]);
        turn.Hypotheses[0].WeightBefore.ShouldBe(0.4);
        AfterOneStep().Board.Apply(turn.Hypotheses).Find("heart_failure")!.For.ShouldBe([EvidenceId.Parse("e1.0")]);
    }

    [Fact]
    public async Task ReasonAsync_CallAndFinishInOneTurn_Ends()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"more"}"""), ("finish", """{"abstention":"The record has no echo."}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep());

        turn.Decision!.Abstention.ShouldBe("The record has no echo.");
        turn.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_FinishCitesEvidenceThatIsNot_IsSentBackOnceThenAbstains()
    {
        const string Invented = """{"answer":"heart failure","claims":[{"text":"The echo shows it.","citations":[{"evidence":"e9.9","quote":"EF low"}]}]}""";
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Invented)).Calls(("finish", Invented));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep());

        endpoint.Requests.Count.ShouldBe(2);
        endpoint.Requests.Last().GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString().ShouldContain("e9.9, which this case does not have");
        turn.Decision!.Answer.ShouldBeNull();
        turn.Decision.Abstention.ShouldNotBeNull().ShouldContain("not carried by evidence");
    }

    [Fact]
    public async Task ReasonAsync_WeightOutOfRange_IsClampedAndRecorded()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", """{"changes":[{"hypothesis":"pe","kind":"proposed","weight":1.7},{"hypothesis":"acs","kind":"proposed","weight":-2}]}"""), ("browser_search", """{"query":"pe"}"""), ("browser_search", """{"query":"pe"}"""), ("browser_search", """{"query":"acs"}"""));

        ReasonerTurn turn = await TurnAsync(endpoint);

        turn.Hypotheses.Select(static change => change.WeightAfter).ShouldBe([1.0, 0.0]);
        turn.Hypotheses[0].Reason.ShouldNotBeNull().ShouldContain("stated weight 1.7, clamped to 1");
        turn.Calls.Select(static call => call.ProviderCallId).ShouldBe(["call_1_1", "call_1_3"]);
    }

    [Fact]
    public async Task ReasonAsync_RepeatedCall_IsPointedAtItsAnswer()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("ehr_run_sql_query", """{ "sql_query": "SELECT 1" }""")).Calls(("ehr_run_sql_query", """{"sql_query":"SELECT 3"}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep());

        turn.Calls.ShouldHaveSingleItem().ArgumentsJson.ShouldContain("SELECT 3");
        endpoint.Requests.Last().GetProperty("messages").ToString().ShouldContain("answered as e1.0");
    }

    [Theory]
    [InlineData("The cause is <answer>heart failure</answer>.", "heart failure")]
    [InlineData("{\"answer\":\"heart failure\",\"claims\":[]}", "heart failure")]
    [InlineData("heart failure", "heart failure")]
    public async Task ReasonAsync_TextTwiceWithoutACall_IsNudgedThenSalvaged(string text, string answer)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("Let me think.").Says(text);

        ReasonerTurn turn = await TurnAsync(endpoint);

        endpoint.Requests.Last().GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString().ShouldContain("You called no tool");
        turn.Decision!.Answer.ShouldBe(answer);
    }

    [Fact]
    public async Task ReasonAsync_FinishOnly_OffersNoSeekingAndEnds()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("browser_search", """{"query":"more"}""")).Calls(("finish", """{"abstention":"The record has no echo."}"""));

        ReasonerTurn turn = await TurnAsync(endpoint, AfterOneStep(finishOnly: true));

        turn.Decision!.Abstention.ShouldBe("The record has no echo.");
        turn.Calls.ShouldBeEmpty();
        endpoint.Requests.First().GetProperty("tools").EnumerateArray().ShouldHaveSingleItem().GetProperty("function").GetProperty("name").GetString().ShouldBe("finish");
    }

    [Theory]
    [InlineData(429, "Retry-After", "7", 7.0, "limiting")]
    [InlineData(429, "retry-after-ms", "1500", 1.5, "limiting")]
    [InlineData(503, "Retry-After", "oops", null, "failed")]
    [InlineData(401, "X", "y", null, "credentials")]
    [InlineData(404, "X", "y", null, "Model:Name")]
    public async Task ReasonAsync_HttpFailure_IsUnavailableWithItsRemedyAndWait(int status, string header, string value, double? seconds, string remedy)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Fails(status, (header, value));

        var error = await Should.ThrowAsync<ReasonerUnavailableException>(() => TurnAsync(endpoint));

        error.Message.ShouldContain(remedy);
        error.Message.ShouldNotContain("secret");
        error.RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        (error.RetryAfter is null).ShouldBe(seconds is null);
        endpoint.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("<html>not an api</html>")]
    [InlineData("{}")]
    [InlineData("{\"choices\":[]}")]
    public async Task ReasonAsync_AnswerThatIsNoCompletion_IsUnavailable(string body)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw(body);

        await Should.ThrowAsync<ReasonerUnavailableException>(() => TurnAsync(endpoint));
    }

    [Fact]
    public async Task ReasonAsync_NobodyListening_IsUnavailable()
    {
        ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        IReasoner reasoner = Reasoner(endpoint);
        await endpoint.DisposeAsync();

        (await Should.ThrowAsync<ReasonerUnavailableException>(() => reasoner.ReasonAsync(Cases.File("Why?"), TestContext.Current.CancellationToken))).Message.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task ReasonAsync_UnknownUsage_IsNullNotZero()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw("""{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"finish","arguments":"{\"abstention\":\"no\"}"}}]}}]}""");

        (await TurnAsync(endpoint)).Usage.ShouldBe(new ModelUsage("m", null, null));
    }
}
