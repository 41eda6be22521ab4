using System.Text.Json;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using ClinSeek.Reasoning.Tests.Testing;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

/// <summary>What goes over the wire, and what is made of what comes back, against a real HTTP server.</summary>
public sealed class OpenAIAdapterTests
{
    private const string Finish = """{"abstention":"The record has no echo."}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_OrdinaryModel_SendsMaxTokensTemperatureAndSeed()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Finish));

        await ModelCases.Reasoner(endpoint, ModelCases.Profile with { MaxOutputTokens = 900, Temperature = 0.2f }).TurnAsync(ModelCases.File());

        JsonElement request = endpoint.Requests.Single();
        request.GetProperty("max_tokens").GetInt32().ShouldBe(900);
        request.GetProperty("temperature").GetSingle().ShouldBe(0.2f);
        request.GetProperty("seed").GetInt64().ShouldBe(11);
        request.GetProperty("parallel_tool_calls").GetBoolean().ShouldBeTrue();
        request.TryGetProperty("max_completion_tokens", out _).ShouldBeFalse();
        request.TryGetProperty("stream", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Request_ReasoningModel_SendsMaxCompletionTokensAndEffortAndNoTemperature()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw("""
            {"id":"x","object":"chat.completion","model":"o9","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"reasoning_content":"It may be the heart.",
            "tool_calls":[{"id":"c","type":"function","function":{"name":"finish","arguments":"{\"abstention\":\"no\"}"}}]}}],
            "usage":{"prompt_tokens":50,"completion_tokens":40,"total_tokens":90,"prompt_tokens_details":{"cached_tokens":20},"completion_tokens_details":{"reasoning_tokens":30}}}
            """);
        var kept = new KeptExchanges();
        ModelProfile profile = ModelCases.Profile with { Reasons = true, ReasoningEffort = "high", Temperature = 1, MaxOutputTokens = 500, Price = new ModelPrice(2, 8, 1) };

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint, profile).TurnAsync(ModelCases.File() with { Exchanges = kept });

        JsonElement request = endpoint.Requests.Single();
        (request.GetProperty("max_completion_tokens").GetInt32(), request.GetProperty("reasoning_effort").GetString()).ShouldBe((500, "high"));
        request.TryGetProperty("temperature", out _).ShouldBeFalse();
        request.TryGetProperty("max_tokens", out _).ShouldBeFalse();
        turn.Usage.ShouldBe(new ModelUsage("o9", 50, 40) { CachedTokens = 20, ReasoningTokens = 30, Cost = 0.0004m });
        kept.All.Single().Reasoning.ShouldBe("It may be the heart.");
    }

    [Fact]
    public async Task Request_WrittenBeforehand_IsSentAsItWasWritten()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Finish)).Calls(("finish", Finish));
        using OpenAIChatClientAdapter client = ModelCases.Client(endpoint);
        ChatMessage[] messages = [new(ChatRole.System, "rules"), new(ChatRole.User, "Über \"37 °C\"?"), new(ChatRole.Tool, [new FunctionResultContent("call_1", "none")])];
        var options = new ChatOptions { Tools = [.. ModelCases.Tools], Temperature = 0.2f, AllowMultipleToolCalls = false };
        BinaryData body = client.Write(messages, options, stream: false);

        await client.GetResponseAsync(messages, options, Stop);
        options.RawRepresentationFactory = _ => body;
        await client.GetResponseAsync([new(ChatRole.User, "something else")], options, Stop);

        JsonElement[] requests = [.. endpoint.Requests];
        JsonElement.DeepEquals(requests[0], requests[1]).ShouldBeTrue();
        requests[0].Messages()[1].GetProperty("content").GetString().ShouldBe("Über \"37 °C\"?");
        requests[0].GetProperty("tools").GetArrayLength().ShouldBe(ModelCases.Tools.Count);
        requests[0].GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").ToString().ShouldBe(ModelCases.Tools[0].JsonSchema.ToString());
    }

    [Fact]
    public async Task Request_ModelThatSees_CarriesTheFilmAsAPart()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("finish", Finish)).Calls(("finish", Finish));
        CaseFile file = ModelCases.File(films: ["ImagingStudy/x"]) with { Pictures = new OnePicture(), Exchanges = new KeptExchanges() };

        await ModelCases.Reasoner(endpoint, ModelCases.Profile with { Vision = true }).TurnAsync(file);
        await ModelCases.Reasoner(endpoint, ModelCases.Profile).TurnAsync(file with { Exchanges = NoExchangeLog.Instance });

        JsonElement[] parts = [.. endpoint.Requests.First().Messages()[1].GetProperty("content").EnumerateArray()];
        parts[0].GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("images_attached: 1");
        parts[1].GetProperty("image_url").GetProperty("url").GetString().ShouldBe("data:image/png;base64,AQID");
        string blind = endpoint.Requests.Last().Messages()[1].GetProperty("content").GetString()!;
        blind.ShouldContain("images_attached: 0");
        blind.ShouldContain("you cannot see the films");
        (await file.Exchanges.FindAsync(1, Stop))!.Prompt.ShouldContain("ImagingStudy/x");
        (await file.Exchanges.FindAsync(1, Stop))!.Prompt.ShouldNotContain("AQID");
    }

    [Fact]
    public async Task Stream_CallsInPieces_GiveTheSameTurnAndCanBeWatched()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Streams(
            """{"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Let me "}}]}""",
            """{"model":"m","choices":[{"index":0,"delta":{"content":"look."}}]}""",
            """{"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"browser_search","arguments":"{\"qu"}},{"index":1,"id":"b","type":"function","function":{"name":"ehr_get_table_names","arguments":""}}]}}]}""",
            """{"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ery\":\"bnp\"}"}}]}}]}""",
            """{"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """{"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
            "[DONE]");
        var kept = new KeptExchanges();

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint, stream: true).TurnAsync(ModelCases.File() with { Exchanges = kept });

        turn.Calls.Select(static call => (call.Name, call.ArgumentsJson, call.ProviderCallId)).ShouldBe([("browser.search", """{"query":"bnp"}""", "a"), ("ehr.get_table_names", "{}", "b")]);
        turn.Usage.ShouldBe(new ModelUsage("m", 7, 3));
        kept.Live.ToString().ShouldBe("Let me look.");
        endpoint.Requests.Single().GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_HalfAnAnswer_IsNoAnswer()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Streams("""{"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"finish","arguments":"{\"answer\":\"heart failure\"}"}}]}}]}""");
        var kept = new KeptExchanges();

        (await Should.ThrowAsync<ReasonerUnavailableException>(() => ModelCases.Reasoner(endpoint, stream: true).TurnAsync(ModelCases.File() with { Exchanges = kept })))
            .Message.ShouldContain("middle of an answer");
        kept.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Response_ConnectionBreaksOff_IsUnavailableAndCanBeTriedAgain()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.BreaksOff();

        (await Should.ThrowAsync<ReasonerUnavailableException>(() => ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File()))).IsPermanent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_NoneInTime_IsUnavailable(bool stream)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Hangs();

        (await Should.ThrowAsync<ReasonerUnavailableException>(() => ModelCases.Reasoner(endpoint, stream: stream, timeout: TimeSpan.FromMilliseconds(300)).TurnAsync(ModelCases.File())))
            .Message.ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task Response_CaseCancelled_IsNotTakenForAnUnreachableModel()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Hangs();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        cancel.CancelAfter(200);

        await Should.ThrowAsync<OperationCanceledException>(() => ModelCases.Reasoner(endpoint).ReasonAsync(ModelCases.File(), cancel.Token));
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(400, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task Response_Refused_SaysWhetherAskingAgainHelps(int status, bool permanent)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Refuses(status, """{"error":{"message":"secret words of the prompt"}}""");

        (await Should.ThrowAsync<ReasonerUnavailableException>(() => ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File()))).IsPermanent.ShouldBe(permanent);
    }

    [Theory]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":[{"type":"text","text":"heart "},{"type":"text","text":"failure"}]}}]}""", "heart failure", "")]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"<think>BNP is high.</think>heart failure"}}]}""", "heart failure", "BNP is high.")]
    [InlineData("""{"choices":[{"finish_reason":"strange","message":{"role":"assistant","content":"heart failure","reasoning":"BNP is high."}}]}""", "heart failure", "BNP is high.")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","refusal":"I cannot."}}]}""", "I cannot.", "")]
    public async Task Response_OtherServersShapes_AreRead(string body, string text, string reasoning)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw(body).Calls(("finish", Finish));
        var kept = new KeptExchanges();

        await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File() with { Exchanges = kept });

        (kept.All[0].Text, kept.All[0].Reasoning ?? "").ShouldBe((text, reasoning));
    }

    [Fact]
    public async Task Response_OlderFunctionCallAndObjectArguments_AreRead()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Raw("""{"choices":[{"finish_reason":"function_call","message":{"role":"assistant","content":null,"function_call":{"name":"browser_search","arguments":{"query":"bnp"}}}}]}""");

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(ModelCases.File());

        turn.Calls.ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"query":"bnp"}""");
        turn.Calls[0].ProviderCallId.ShouldNotBeNullOrEmpty();
    }

    private sealed class OnePicture : IFilmPictures
    {
        public ValueTask<FilmPicture?> ReadAsync(string study, CancellationToken cancellationToken) => new(new FilmPicture(study, "image/png", new byte[] { 1, 2, 3 }));
    }
}
