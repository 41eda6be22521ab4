using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;

namespace ClinSeek.Peers.FunctionsHost.Tests.Management;

/// <summary>The management API, called as a client calls it.</summary>
public sealed class ManagementApiTests : IAsyncLifetime
{
    private const string Base = "runtime/webhooks/durabletask/";

    private HostedHandler _run = null!;
    private HttpClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await HostedHandler.StartAsync(new TemporaryApp().WithOrchestrator("Wait").WithOrchestrator("Add").WithActivity("One"), static handler => handler
            .Orchestrator("Wait", static context =>
            {
                context.SetCustomStatus(new { phase = "waiting" });
                return context.WaitForExternalEvent<int>("go");
            })
            .Orchestrator("Add", static async context => context.GetInput<int>() + await context.CallActivityAsync<int>("One", "x"))
            .Activity<string, int>("One", static _ => 1));
        _client = _run.Host.CreateClient(_run.Host.Keys.DurableSystem);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _run.DisposeAsync();
    }

    [Fact]
    public async Task Start_Instance_AnswersWithAddressesThatWork()
    {
        using HttpResponseMessage started = await StartAsync("Add", "41", "sum");
        JsonElement payload = await started.Content.ReadFromJsonAsync<JsonElement>(Stop);

        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        started.Headers.RetryAfter!.ToString().ShouldBe("10");
        payload.EnumerateObject().Select(static member => member.Name).ShouldBe(
            ["id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri", "resumePostUri"]);
        await _run.Host.Hub.WaitForEndAsync("sum", Stop);
        using var anyone = new HttpClient();
        JsonElement status = await anyone.GetFromJsonAsync<JsonElement>(payload.GetProperty("statusQueryGetUri").GetString() + "&showHistory=true&showHistoryOutput=true", Stop);
        status.GetProperty("runtimeStatus").GetString().ShouldBe("Completed");
        status.GetProperty("input").GetInt32().ShouldBe(41);
        status.GetProperty("output").GetInt32().ShouldBe(42);
        JsonElement[] history = [.. status.GetProperty("historyEvents").EnumerateArray()];
        history.Select(static item => item.GetProperty("EventType").GetString()).ShouldBe(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"]);
        history[1].GetProperty("FunctionName").GetString().ShouldBe("One");
        history[1].GetProperty("Result").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Start_SameIdTwice_IsAConflictWhileItRuns()
    {
        await StartAsync("Wait", "1", "same");

        (await StartAsync("Wait", "1", "same")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        _run.Host.Hub.Raise("same", "go", "1");
        await _run.Host.Hub.WaitForEndAsync("same", Stop);
        (await StartAsync("Wait", "1", "same")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Start_WaitingForTheEnd_GivesTheBareOutput()
    {
        using HttpResponseMessage ended = await _client.PostAsync(Base + "orchestrators/Add?timeout=20&pollingInterval=1", Json("1"), Stop);

        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ended.Content.ReadAsStringAsync(Stop)).ShouldBe("2");
    }

    [Fact]
    public async Task Start_BadJson_Is400() => (await StartAsync("Add", "{", "bad")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Get_RunningInstance_Is202WithLocation()
    {
        await StartAsync("Wait", "1", "running");
        await UntilAsync("running", "Running");

        using HttpResponseMessage status = await _client.GetAsync(Base + "instances/running", Stop);

        status.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        status.Headers.Location.ShouldNotBeNull();
        status.Headers.RetryAfter!.ToString().ShouldBe("5");
        (await status.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("customStatus").GetProperty("phase").GetString().ShouldBe("waiting");
    }

    [Fact]
    public async Task Signals_InEveryState_AnswerAsTheContractSays()
    {
        await StartAsync("Wait", "1", "signals");
        (await _client.PostAsync(Base + "instances/signals/suspend?reason=r", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync("signals", "Suspended");
        (await _client.PostAsync(Base + "instances/signals/resume", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _client.DeleteAsync(Base + "instances/signals", Stop)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.PostAsync(Base + "instances/signals/rewind", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.PostAsync(Base + "instances/signals/raiseEvent/go", new StringContent("1"), Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _client.PostAsync(Base + "instances/signals/raiseEvent/go", Json("1"), Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _run.Host.Hub.WaitForEndAsync("signals", Stop);

        foreach (string action in (string[])["terminate", "suspend", "resume"])
        {
            (await _client.PostAsync(Base + $"instances/signals/{action}", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone, action);
            (await _client.PostAsync(Base + $"instances/nobody/{action}", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound, action);
        }

        (await _client.PostAsync(Base + "instances/signals/raiseEvent/go", Json("1"), Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await _client.GetAsync(Base + "instances/nobody", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_MoreThanAPage_ContinuesByToken()
    {
        for (int number = 0; number < 5; number++)
        {
            await StartAsync("Wait", "1", $"page-{number}");
        }

        await StartAsync("Wait", "1", "other");
        var found = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Base + "instances?instanceIdPrefix=page-&top=2&runtimeStatus=Running,Pending");
            if (token is not null)
            {
                request.Headers.Add("x-ms-continuation-token", token);
            }

            using HttpResponseMessage page = await _client.SendAsync(request, Stop);
            found.AddRange((await page.Content.ReadFromJsonAsync<JsonElement>(Stop)).EnumerateArray().Select(static item => item.GetProperty("instanceId").GetString()!));
            token = page.Headers.TryGetValues("x-ms-continuation-token", out IEnumerable<string>? values) ? values.Single() : null;
        }
        while (token is not null);

        found.ShouldBe(["page-0", "page-1", "page-2", "page-3", "page-4"]);
    }

    [Fact]
    public async Task Purge_OneAndMany_ForgetWhatHasEnded()
    {
        foreach (string id in (string[])["gone-1", "gone-2", "gone-3"])
        {
            await StartAsync("Add", "1", id);
            await _run.Host.Hub.WaitForEndAsync(id, Stop);
        }

        (await (await _client.DeleteAsync(Base + "instances/gone-1", Stop)).Content.ReadAsStringAsync(Stop)).ShouldBe("""{"instancesDeleted":1}""");
        (await _client.DeleteAsync(Base + "instances", Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await _client.DeleteAsync(Base + "instances?createdTimeFrom=2000-01-01T00:00:00Z", Stop)).Content.ReadAsStringAsync(Stop)).ShouldBe("""{"instancesDeleted":2}""");
        (await _client.DeleteAsync(Base + "instances?createdTimeFrom=2000-01-01T00:00:00Z", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Restart_EndedInstance_StartsAnotherWithItsInput()
    {
        await StartAsync("Add", "5", "again");
        await _run.Host.Hub.WaitForEndAsync("again", Stop);

        JsonElement payload = await (await _client.PostAsync(Base + "instances/again/restart", null, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);

        string id = payload.GetProperty("id").GetString()!;
        id.ShouldNotBe("again");
        (await _run.Host.Hub.WaitForEndAsync(id, Stop)).Output.ShouldBe("6");
        (await _client.PostAsync(Base + "instances/nobody/restart", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Calls_WithoutTheSystemKey_Are401()
    {
        using HttpClient client = _run.Host.CreateClient();

        (await client.GetAsync(Base + "instances", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync(Base + $"instances?code={Uri.EscapeDataString(_run.Host.Keys.Master)}", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Remove("x-functions-key");
        (await client.GetAsync(Base + $"instances?code={Uri.EscapeDataString(_run.Host.Keys.Master)}", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(Base + $"instances/x?taskHub=Another&code={Uri.EscapeDataString(_run.Host.Keys.DurableSystem)}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> StartAsync(string orchestrator, string input, string id) => _client.PostAsync(Base + $"orchestrators/{orchestrator}/{id}", Json(input), Stop);

    private async Task UntilAsync(string id, string status)
    {
        while ((await (await _client.GetAsync(Base + "instances/" + id, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("runtimeStatus").GetString() != status)
        {
            await Task.Delay(10, Stop);
        }
    }
}
