using System.Diagnostics;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning.Telemetry;

namespace ClinSeek.Functions.Tests.Telemetry;

/// <summary>Spans and measurements of whole cases, as a listener in the process gets them.</summary>
public sealed class CaseTelemetryTests : IDisposable
{
    private const string Canary = "ZYXCANARY";

    private readonly TemporaryFolder _folder = new();
    private readonly SpanRecorder _recorder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _recorder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ask_Model_MakesTheConventionsSpansOnceEachAndMeasures()
    {
        string source = SamplePatient.Write(_folder["record"], Canary);
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        string id = "span-" + Guid.NewGuid().ToString("N")[..8];

        CaseView view = await host.AskAsync(ProductHost.Request(SamplePatient.Id, source, SamplePatient.Cutoff) with { Question = "Why is she breathless, " + Canary + "?" }, id);

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        IReadOnlyList<Activity> spans = _recorder.Of(id);
        spans.Select(static span => span.TraceId).Distinct().ShouldHaveSingleItem();
        Activity[] turns = [.. Named(spans, GenAi.Operations.InvokeAgent).Where(static span => (string?)span.GetTagItem(GenAi.AgentName) == "language-model")];
        turns.Select(static span => (int)span.GetTagItem("clinseek.step")!).ShouldBe([1, 2, 3]);
        turns.Select(static span => (string)span.GetTagItem("clinseek.turn")!).ShouldBe(["calls", "calls", "answer"]);

        Activity[] chats = [.. Named(spans, GenAi.Operations.Chat)];
        chats.Length.ShouldBe(model.Answered);
        chats.ShouldAllBe(span => span.Kind == ActivityKind.Client && turns.Any(turn => turn.SpanId == span.ParentSpanId));
        chats[0].DisplayName.ShouldBe("chat " + ScriptedModel.ModelName);
        (chats[0].GetTagItem(GenAi.RequestModel), chats[0].GetTagItem(GenAi.ResponseModel)).ShouldBe((ScriptedModel.ModelName, ScriptedModel.ModelName));
        (chats[0].GetTagItem(GenAi.InputTokens), chats[0].GetTagItem(GenAi.OutputTokens)).ShouldBe((100L, 20L));
        ((string[])chats[0].GetTagItem(GenAi.FinishReasons)!).ShouldBe(["tool_calls"]);
        chats[0].GetTagItem(GenAi.ServerAddress).ShouldBe("127.0.0.1");

        string[] calls = [.. Named(spans, GenAi.Operations.ExecuteTool).Select(static span => $"{span.GetTagItem(GenAi.ToolCallId)} {span.GetTagItem(GenAi.ToolName)} {span.GetTagItem("clinseek.tool.outcome")}")];
        calls.ShouldContain("e1.1 ehr.get_latest_records ok");
        calls.ShouldContain("e2.1 ehr.run_sql_query ok");
        calls.Distinct().Count().ShouldBe(calls.Length);
        Activity whole = Named(spans, GenAi.Operations.InvokeWorkflow).ShouldHaveSingleItem();
        whole.GetTagItem("clinseek.status").ShouldBe("decided");

        // Content is off by default.
        spans.SelectMany(static span => span.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)).ShouldAllBe(static text => !text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        spans.ShouldAllBe(static span => span.GetTagItem(GenAi.InputMessages) == null && span.GetTagItem(GenAi.OutputMessages) == null);
        _recorder.Instruments.Keys.ShouldBeSubsetOf(Expected);
        foreach (string name in (string[])["gen_ai.client.token.usage", "gen_ai.client.operation.duration", "clinseek.tool.duration", "clinseek.case.steps", "clinseek.case.tokens", "clinseek.case.ended", "clinseek.case.checks"])
        {
            _recorder.Instruments.Keys.ShouldContain(name);
        }

        int before = _recorder.Of(id).Count;
        (await host.Cases.ReplayAsync(CaseId.Parse(id), Stop))!.Ok.ShouldBeTrue();
        (await host.Cases.VerifyAsync(CaseId.Parse(id), withKey: true, null, Stop))!.Ok.ShouldBeTrue();
        _recorder.Of(id).Count.ShouldBe(before, "a replay makes no span");
    }

    private static string[] Expected { get; } =
    [
        "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "clinseek.tool.duration", "clinseek.case.steps", "clinseek.case.tokens",
        "clinseek.case.cost", "clinseek.case.ended", "clinseek.case.checks",
    ];

    [Fact]
    public async Task Ask_HostStoppedInTheMiddle_MakesNoSpanTwice()
    {
        string source = SamplePatient.Write(_folder["record"]);
        string id = "span-" + Guid.NewGuid().ToString("N")[..8];
        using var gate = new Gate(3);
        await using (CaseWorld first = await CaseWorld.StartAsync(_folder.Path, new ScriptedReasoner { Before = gate.Hold }))
        {
            await first.Cases.StartAsync(CaseWorld.Request(source), CaseId.Parse(id), Stop);
            using SemaphoreSlim held = await gate.NextAsync();
            Task stopping = first.Host.StopAsync(Stop);
            held.Release();
            await stopping;
        }

        await using CaseWorld second = await CaseWorld.StartAsync(_folder.Path, new ScriptedReasoner());
        await second.Cases.ResumeAllAsync(Stop);
        CaseView view = await second.EndAsync(id);

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        IReadOnlyList<Activity> spans = _recorder.Of(id);
        int[] steps = [.. Named(spans, GenAi.Operations.InvokeAgent).Where(static span => span.Status != ActivityStatusCode.Error).Select(static span => (int)span.GetTagItem("clinseek.step")!)];
        // Step 3 was cut before its turn was stored or after: once or twice taken, every other exactly once.
        steps.Where(static step => step != 3).Order().ShouldBe(Enumerable.Range(1, view.Steps).Where(static step => step != 3));
        string[] calls = [.. Named(spans, GenAi.Operations.ExecuteTool).Select(static span => (string)span.GetTagItem(GenAi.ToolCallId)!)];
        calls.Distinct().Count().ShouldBe(calls.Length);
        Named(spans, GenAi.Operations.InvokeWorkflow).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ask_EndpointThatFails_MarksTheSpanWithTheTypeAndNoMessage()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Number == 1 ? ModelReply.Refuse(503, 1) : ModelScript.Honest(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        string id = "span-" + Guid.NewGuid().ToString("N")[..8];

        await host.AskAsync(ProductHost.Request(SamplePatient.Id, SamplePatient.Write(_folder["record"]), SamplePatient.Cutoff), id);

        Activity failed = Named(_recorder.Of(id), GenAi.Operations.Chat).First();
        (failed.Status, failed.StatusDescription, failed.GetTagItem(GenAi.ErrorType)).ShouldBe((ActivityStatusCode.Error, null, "ReasonerUnavailableException"));
    }

    [Fact]
    public async Task Ask_ContentAskedFor_PutsMessagesIntoTheSpan()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Telemetry:CaptureContent"] = "true" });
        string id = "span-" + Guid.NewGuid().ToString("N")[..8];

        await host.AskAsync(ProductHost.Request(SamplePatient.Id, SamplePatient.Write(_folder["record"]), SamplePatient.Cutoff), id);

        Activity chat = Named(_recorder.Of(id), GenAi.Operations.Chat).Last();
        ((string)chat.GetTagItem(GenAi.InputMessages)!).ShouldContain("Question:");
        ((string)chat.GetTagItem(GenAi.OutputMessages)!).ShouldContain("finish");
    }

    private static IEnumerable<Activity> Named(IEnumerable<Activity> spans, string operation) =>
        spans.Where(span => (string?)span.GetTagItem(GenAi.OperationName) == operation).OrderBy(static span => span.StartTimeUtc);
}
