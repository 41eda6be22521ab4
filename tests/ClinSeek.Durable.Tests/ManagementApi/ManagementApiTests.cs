using System.Net;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.ManagementApi;

/// <summary>The management API field by field, as the Durable Functions extension answers.</summary>
public sealed class ManagementApiTests : IAsyncLifetime
{
    private readonly EngineHub hub = new();
    private ManagementHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Base => host.Http.BaseAddress!.ToString();

    public async ValueTask InitializeAsync()
    {
        ClientScenarios.Register(hub.Registry);
        await hub.StartAsync();
        host = await ManagementHost.StartAsync(() => hub.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task Start_Json_Answers202WithCheckStatusPayload()
    {
        using var answer = await PostAsync("orchestrators/Echo/mine?taskHub=ClinSeek&connection=Storage&code=k%3D", "\"hello\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        answer.Headers.GetValues("Retry-After").ShouldBe(["10"]);
        var kept = "taskHub=ClinSeek&connection=Storage&code=k%3D";
        var body = await JsonAsync(answer);
        Fields(body).ShouldBe(
        [
            ("id", "mine"),
            ("statusQueryGetUri", $"{Base}instances/mine?{kept}"),
            ("sendEventPostUri", $"{Base}instances/mine/raiseEvent/{{eventName}}?{kept}"),
            ("terminatePostUri", $"{Base}instances/mine/terminate?reason={{text}}&{kept}"),
            ("purgeHistoryDeleteUri", $"{Base}instances/mine?{kept}"),
            ("restartPostUri", $"{Base}instances/mine/restart?{kept}"),
            ("suspendPostUri", $"{Base}instances/mine/suspend?reason={{text}}&{kept}"),
            ("resumePostUri", $"{Base}instances/mine/resume?reason={{text}}&{kept}"),
        ]);
        answer.Headers.Location!.OriginalString.ShouldBe(body.GetProperty("statusQueryGetUri").GetString());
    }

    [Fact]
    public async Task Start_WithoutId_GivesANewOne()
    {
        using var answer = await PostAsync("orchestrators/Echo", "\"x\"");

        (await JsonAsync(answer)).GetProperty("id").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task Start_BodyKeptAsGiven_NumbersAndSpacesIncluded()
    {
        using var _ = await PostAsync("orchestrators/Waits/raw", "{ \"n\": 1.50e2 }");

        (await hub.Client.GetInstanceAsync("raw", true, Token))!.SerializedInput.ShouldBe("{ \"n\": 1.50e2 }");
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.Accepted)]
    public async Task Start_Body_IsJsonOrNothing(string body, HttpStatusCode expected)
    {
        using var answer = await PostAsync("orchestrators/Waits", body);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Start_RunningId_Conflicts_FinishedId_IsReplaced()
    {
        await StartWaitingAsync("busy");
        await hub.RunAsync("Echo", "x", "over");

        using var refused = await PostAsync("orchestrators/Echo/busy", "\"x\"");
        using var replaced = await PostAsync("orchestrators/Echo/over", "\"x\"");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        replaced.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Start_WithTimeout_GivesTheBareOutputOrTheAddresses()
    {
        using var done = await PostAsync("orchestrators/Echo?timeout=30&pollingInterval=1", "\"hello\"");
        using var late = await PostAsync("orchestrators/Waits?timeout=0.1&pollingInterval=0.1", "");
        using var failed = await PostAsync("orchestrators/Fails?timeout=30&pollingInterval=1", "");
        using var wrong = await PostAsync("orchestrators/Echo?timeout=1&pollingInterval=2", "\"hello\"");

        (done.StatusCode, await done.Content.ReadAsStringAsync(Token)).ShouldBe((HttpStatusCode.OK, "\"hello\""));
        late.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await JsonAsync(failed)).GetProperty("runtimeStatus").GetString().ShouldBe("Failed");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Start_UnknownName_IsAcceptedAndFailsLater()
    {
        using var answer = await PostAsync("orchestrators/Nobody/n", "");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await hub.FinishAsync("n")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public async Task Status_Completed_IsThePayloadFieldByField()
    {
        using var _ = await PostAsync("orchestrators/Echo/done?version=1.2", "\"hello\"");
        var end = await hub.FinishAsync("done");

        using var answer = await host.Http.GetAsync("instances/done", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Location.ShouldBeNull();
        Fields(await JsonAsync(answer)).ShouldBe(
        [
            ("name", "Echo"), ("instanceId", "done"), ("runtimeStatus", "Completed"), ("input", "hello"), ("customStatus", ""), ("output", "hello"),
            ("createdTime", end.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ")), ("lastUpdatedTime", end.LastUpdatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ")),
            ("version", "1.2"),
        ]);
    }

    [Fact]
    public async Task Status_Running_Answers202WithWhereAndWhenToAskAgain()
    {
        await StartWaitingAsync("open");

        using var answer = await host.Http.GetAsync("instances/open?showInput=false", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        answer.Headers.Location!.OriginalString.ShouldBe($"{Base}instances/open");
        answer.Headers.GetValues("Retry-After").ShouldBe(["5"]);
        var body = await JsonAsync(answer);
        body.GetProperty("customStatus").GetString().ShouldBe("waiting");
        body.GetProperty("output").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("instances/broken", HttpStatusCode.OK)]
    [InlineData("instances/broken?returnInternalServerErrorOnFailure=true", HttpStatusCode.InternalServerError)]
    [InlineData("instances/nobody", HttpStatusCode.NotFound)]
    [InlineData("instances/broken?showHistory=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("instances/broken?taskHub=Other", HttpStatusCode.BadRequest)]
    public async Task Status_Codes_AreTheContracts(string address, HttpStatusCode expected)
    {
        await hub.RunAsync("Fails", null, "broken");

        using var answer = await host.Http.GetAsync(address, Token);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Status_WithHistory_IsCompacted()
    {
        await hub.RunAsync("Tour", "Ada", "tour");

        var bare = await HistoryAsync("instances/tour?showHistory=true&showInput=false");
        var full = await HistoryAsync("instances/tour?showHistory=true&showHistoryOutput=true");

        bare.ShouldBe(
        [
            "ExecutionStarted FunctionName Timestamp", "TimerCreated FireAt Timestamp", "TimerFired FireAt Timestamp",
            "TaskCompleted ScheduledTime FunctionName Timestamp", "TaskFailed ScheduledTime FunctionName FailureDetails Timestamp",
            "SubOrchestrationInstanceCompleted ScheduledTime FunctionName Timestamp", "ExecutionCompleted OrchestrationStatus Timestamp",
        ]);
        full[0].ShouldBe("ExecutionStarted FunctionName Input Timestamp");
        full[3].ShouldBe("TaskCompleted ScheduledTime FunctionName Input Result Timestamp");
        full[^1].ShouldBe("ExecutionCompleted OrchestrationStatus Result Timestamp");
        (await JsonAsync("instances/tour")).TryGetProperty("historyEvents", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Status_CallWithoutOutcome_StandsByItself()
    {
        hub.Registry.AddActivityFunc<object?, int>("Blocks", async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, Token);
            return 0;
        });
        hub.Registry.AddOrchestratorFunc<object?, int>("Blocked", (context, _) => context.CallActivityAsync<int>("Blocks", 7));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Blocked", null, new StartOrchestrationOptions { InstanceId = "b" }, Token);
        await hub.Client.WaitForInstanceStartAsync("b", cancellationToken: Token);

        (await HistoryAsync("instances/b?showHistory=true"))[^1].ShouldBe("TaskScheduled Name Input Timestamp");
        await hub.Client.TerminateInstanceAsync("b", cancellationToken: Token);
    }

    [Fact]
    public async Task List_Paged_HandsOnTheTokenInTheHeader()
    {
        for (var i = 0; i < 3; i++)
            await hub.RunAsync("Echo", "x", $"page-{i}");
        await StartWaitingAsync("page-open");

        using var first = await host.Http.GetAsync("instances?instanceIdPrefix=page-&top=2&runtimeStatus=Completed,Failed", Token);
        var token = first.Headers.GetValues("x-ms-continuation-token").Single();
        using var request = new HttpRequestMessage(HttpMethod.Get, "instances?instanceIdPrefix=page-&top=2&runtimeStatus=Completed,Failed");
        request.Headers.Add("x-ms-continuation-token", token);
        using var second = await host.Http.SendAsync(request, Token);

        (await JsonAsync(first)).EnumerateArray().Select(item => item.GetProperty("instanceId").GetString()).ShouldBe(["page-0", "page-1"]);
        (await JsonAsync(second)).EnumerateArray().Select(item => item.GetProperty("instanceId").GetString()).ShouldBe(["page-2"]);
        second.Headers.Contains("x-ms-continuation-token").ShouldBeFalse();
    }

    [Theory]
    [InlineData("instances?top=no")]
    [InlineData("instances?top=0")]
    [InlineData("instances?runtimeStatus=Sleeping")]
    [InlineData("instances?createdTimeFrom=yesterday")]
    public async Task List_UnreadableParameter_Is400AndSaysWhich(string address)
    {
        using var answer = await host.Http.GetAsync(address, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonAsync(answer)).GetProperty("Message").GetString()!.ShouldContain(address.Split('?', '=')[1]);
    }

    [Fact]
    public async Task RaiseEvent_Json_ReachesTheInstance()
    {
        await StartWaitingAsync("ask");

        using var wrongType = await PostAsync("instances/ask/raiseEvent/answer", "\"no\"", "text/plain");
        using var wrongBody = await PostAsync("instances/ask/raiseEvent/answer", "{no");
        using var raised = await PostAsync("instances/ask/raiseEvent/Answer", "\"yes\"");
        var end = await hub.FinishAsync("ask");
        using var late = await PostAsync("instances/ask/raiseEvent/answer", "\"late\"");
        using var nobody = await PostAsync("instances/nobody/raiseEvent/answer", "\"x\"");

        (wrongType.StatusCode, wrongBody.StatusCode, raised.StatusCode, late.StatusCode, nobody.StatusCode).ShouldBe(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Accepted, HttpStatusCode.Gone, HttpStatusCode.NotFound));
        end.ReadOutputAs<string>().ShouldBe("yes");
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("terminate")]
    public async Task Commands_Instance_Are202Or404Or410(string command)
    {
        await StartWaitingAsync("one");
        await hub.RunAsync("Echo", "x", "over");

        using var done = await PostAsync($"instances/one/{command}?reason=because", "");
        using var nobody = await PostAsync($"instances/nobody/{command}", "");
        using var late = await PostAsync($"instances/over/{command}", "");

        (done.StatusCode, nobody.StatusCode, late.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.NotFound, HttpStatusCode.Gone));
    }

    [Fact]
    public async Task Rewind_AnyInstance_IsRefusedWithTheReason()
    {
        await hub.RunAsync("Fails", null, "broken");
        await hub.RunAsync("Echo", "x", "over");

        using var failed = await PostAsync("instances/broken/rewind?reason=again", "");
        using var fine = await PostAsync("instances/over/rewind", "");
        using var nobody = await PostAsync("instances/nobody/rewind", "");

        (failed.StatusCode, fine.StatusCode, nobody.StatusCode).ShouldBe(
            (HttpStatusCode.NotImplemented, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Restart_FinishedInstance_RunsAgainFromItsInput()
    {
        await hub.RunAsync("Echo", "hello", "first");
        await StartWaitingAsync("busy");

        using var fresh = await PostAsync("instances/first/restart", "");
        using var same = await PostAsync("instances/first/restart?restartWithNewInstanceId=false", "");
        using var named = await PostAsync("instances/first/restartWithOptions?newInstanceId=third&version=2", "");
        using var busy = await PostAsync("instances/busy/restart?restartWithNewInstanceId=false", "");
        using var nobody = await PostAsync("instances/nobody/restart", "");

        var freshId = (await JsonAsync(fresh)).GetProperty("id").GetString()!;
        freshId.ShouldNotBe("first");
        (await hub.FinishAsync(freshId)).ReadOutputAs<string>().ShouldBe("hello");
        (await JsonAsync(same)).GetProperty("id").GetString().ShouldBe("first");
        (await hub.FinishAsync("third")).Version.ShouldBe("2");
        (busy.StatusCode, nobody.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Purge_One_IsForFinishedInstances()
    {
        await hub.RunAsync("Echo", "x", "over");
        await StartWaitingAsync("open");

        using var gone = await host.Http.DeleteAsync("instances/over", Token);
        using var again = await host.Http.DeleteAsync("instances/over", Token);
        using var open = await host.Http.DeleteAsync("instances/open", Token);

        (gone.StatusCode, await gone.Content.ReadAsStringAsync(Token)).ShouldBe((HttpStatusCode.OK, """{"instancesDeleted":1}"""));
        (again.StatusCode, open.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Purge_Many_NeedsALowerBound()
    {
        await hub.RunAsync("Echo", "x", "one");
        await hub.RunAsync("Echo", "x", "two");

        using var unbounded = await host.Http.DeleteAsync("instances", Token);
        using var none = await host.Http.DeleteAsync("instances?createdTimeFrom=2020-01-01T00:00:00Z&createdTimeTo=2020-01-02T00:00:00Z", Token);
        using var both = await host.Http.DeleteAsync("instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Completed", Token);

        (unbounded.StatusCode, none.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.NotFound));
        (await both.Content.ReadAsStringAsync(Token)).ShouldBe("""{"instancesDeleted":2}""");
    }

    [Fact]
    public async Task Entities_Hub_HasNoneAndHostsNone()
    {
        using var list = await host.Http.GetAsync("entities", Token);
        using var one = await host.Http.GetAsync("entities/Counter/a", Token);
        using var signal = await PostAsync("entities/Counter/a?op=add", "1");

        (await list.Content.ReadAsStringAsync(Token)).ShouldBe("[]");
        (one.StatusCode, signal.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotImplemented));
    }

    private async Task StartWaitingAsync(string id)
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = id }, Token);
        await hub.Client.WaitForInstanceStartAsync(id, cancellationToken: Token);
    }

    private Task<HttpResponseMessage> PostAsync(string address, string body, string type = "application/json") =>
        host.Http.PostAsync(address, new StringContent(body, Encoding.UTF8, type), Token);

    private async Task<string[]> HistoryAsync(string address) => [.. (await JsonAsync(address)).GetProperty("historyEvents").EnumerateArray()
        .Select(item => string.Join(' ', item.EnumerateObject().Select(field => field.Name == "EventType" ? field.Value.GetString() : field.Name)))];

    private async Task<JsonElement> JsonAsync(string address)
    {
        using var answer = await host.Http.GetAsync(address, Token);
        return await JsonAsync(answer);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;

    private static (string, string)[] Fields(JsonElement body) => [.. body.EnumerateObject().Select(field => (field.Name, field.Value.ToString()))];
}
