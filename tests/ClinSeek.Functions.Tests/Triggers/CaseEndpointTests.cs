using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using ClinSeek.Functions.Tests.Hosting;

namespace ClinSeek.Functions.Tests.Triggers;

/// <summary>The HTTP API of cases against a running host over the demo patients.</summary>
public sealed class CaseEndpointTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private const string Question = "What is the most likely cause of this patient's acute shortness of breath?";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_DemoPatient_IsAcceptedAndDecidesAndGivesItsLedger()
    {
        using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync("api/cases", new { patient = "demo-01-arden", question = Question }, Stop);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement management = await JsonAsync(accepted);
        string id = management.GetProperty("caseId").GetString()!;
        string address = $"{host.Http.BaseAddress}api/cases/{id}";
        accepted.Headers.Location!.ToString().ShouldBe(address);
        management.GetProperty("statusQueryGetUri").GetString().ShouldBe(address);
        management.GetProperty("ledgerGetUri").GetString().ShouldBe(address + "/ledger");
        management.GetProperty("progressGetUri").GetString().ShouldBe(address + "/progress");
        management.GetProperty("terminatePostUri").GetString().ShouldStartWith(address + "/terminate");

        List<SseItem<JsonElement>> steps = await ProgressAsync(id);
        steps.ShouldAllBe(static step => step.EventType == "step");
        steps[0].Data.GetProperty("step").GetInt32().ShouldBe(0);
        int[] numbers = [.. steps.Select(static step => step.Data.GetProperty("step").GetInt32()).Distinct()];
        numbers.ShouldBe(Enumerable.Range(0, numbers.Length));
        steps[^1].Data.GetProperty("status").GetString().ShouldBe("decided");
        steps.SkipLast(1).ShouldAllBe(static step => step.Data.GetProperty("status").GetString() == "running");

        JsonElement view = await JsonAsync(await host.Http.GetAsync(address, Stop));
        view.GetProperty("status").GetString().ShouldBe("decided");
        view.GetProperty("answer").GetString()!.ShouldContain("heart failure");
        view.GetProperty("steps").GetInt32().ShouldBe(numbers[^1]);
        JsonElement list = await JsonAsync(await host.Http.GetAsync("api/cases", Stop));
        list.EnumerateArray().ShouldContain(summary => summary.GetProperty("caseId").GetString() == id && summary.GetProperty("status").GetString() == "decided");

        using HttpResponseMessage ledger = await host.Http.GetAsync(address + "/ledger", Stop);
        ledger.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        byte[] bytes = await ledger.Content.ReadAsByteArrayAsync(Stop);
        bytes.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(host.Data, "cases", id, "ledger.jsonl"), Stop));

        // Watched after the end, every step is still told, from the first one on.
        (await ProgressAsync(id)).Select(static step => step.Data.GetProperty("step").GetInt32()).Distinct().ShouldBe(numbers);
        using HttpResponseMessage late = await host.Http.PostAsync($"api/cases/{id}/terminate", null, Stop);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await JsonAsync(late)).GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:case-ended");
        (await File.ReadAllBytesAsync(Path.Combine(host.Data, "cases", id, "ledger.jsonl"), Stop)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("""{"question":"q"}""", 400, "no-patient")]
    [InlineData("""{"patient":" ","question":"q"}""", 400, "no-patient")]
    [InlineData("""{"patient":"nobody","question":"q"}""", 404, "unknown-patient")]
    [InlineData("""{"patient":"../../etc/passwd","question":"q"}""", 404, "unknown-patient")]
    [InlineData("""{"patient":"demo-01-arden","question":"  "}""", 400, "no-question")]
    [InlineData("""{"patient":"demo-01-arden"}""", 400, "no-question")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","cutoff":"2999-01-01T00:00:00Z"}""", 400, "future-cutoff")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","cutoff":"soon"}""", 400, "unreadable-request")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","steps":0}""", 400, "bad-budget")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","candidates":[]}""", 400, "bad-candidates")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","type":"essay"}""", 400, "unreadable-request")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","type":"chooseOne"}""", 400, "bad-type")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","select":"one"}""", 400, "bad-type")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","type":"yesNo","candidates":["maybe","never"]}""", 400, "bad-type")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","type":"freeText","candidates":["a","b"]}""", 400, "bad-type")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","type":"chooseOne","select":"several","candidates":["a","b"]}""", 400, "bad-type")]
    [InlineData("""{"patient":"demo-01-arden","question":"q","fhir":"/nowhere/at/all"}""", 400, "no-record")]
    [InlineData("""{"patient":"demo-01""", 400, "unreadable-request")]
    [InlineData("""{"patient":7}""", 400, "unreadable-request")]
    [InlineData("null", 400, "unreadable-request")]
    [InlineData("", 400, "unreadable-request")]
    public async Task Start_WrongSubmission_IsAProblemWithAStableType(string body, int status, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await host.Http.PostAsync("api/cases", content, Stop);

        await ShouldBeProblemAsync(answer, status, type);
    }

    [Fact]
    public async Task Start_QuestionOfMegabytes_IsRefused()
    {
        using HttpResponseMessage answer = await host.Http.PostAsJsonAsync("api/cases", new { patient = "demo-01-arden", question = new string('?', 2_000_000) }, Stop);

        await ShouldBeProblemAsync(answer, 400, "long-question");
    }

    [Fact]
    public async Task Start_WrongContentType_IsAProblem()
    {
        using var content = new StringContent("patient=demo-01-arden", Encoding.UTF8, "application/x-www-form-urlencoded");

        using HttpResponseMessage answer = await host.Http.PostAsync("api/cases", content, Stop);

        await ShouldBeProblemAsync(answer, 415, "wrong-content-type");
    }

    [Theory]
    [InlineData("GET", "api/cases/c-unknown", 404, "no-such-case")]
    [InlineData("GET", "api/cases/NOT_AN_ID", 404, "no-such-case")]
    [InlineData("GET", "api/cases/c-unknown/ledger", 404, "no-such-case")]
    [InlineData("GET", "api/cases/c-unknown/progress", 404, "no-such-case")]
    [InlineData("POST", "api/cases/c-unknown/terminate", 404, "no-such-case")]
    [InlineData("GET", "api/cases/..%2F..%2Fkeys.json", 404, "no-such-case")]
    [InlineData("DELETE", "api/cases", 405, "wrong-method")]
    [InlineData("GET", "api/nothing", 404, "no-such-address")]
    public async Task Request_NothingThere_IsAProblem(string method, string path, int status, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage answer = await host.Http.SendAsync(request, Stop);

        await ShouldBeProblemAsync(answer, status, type);
    }

    [Fact]
    public async Task Terminate_RunningCase_IsRecordedFirstAndEndsIt()
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync("api/cases", new { patient = "demo-12-lunde", question = "What is the most likely cause of this patient's acute kidney injury?" }, Stop);
            string id = (await JsonAsync(accepted)).GetProperty("caseId").GetString()!;
            using HttpResponseMessage ended = await host.Http.PostAsync($"api/cases/{id}/terminate?reason=not%20needed&requestId=r1", null, Stop);
            if (ended.StatusCode == HttpStatusCode.Conflict)
            {
                // It was faster than the request; another one is asked.
                continue;
            }

            ended.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await host.EndAsync(id)).GetProperty("status").GetString().ShouldBe("terminated");
            string ledger = await host.Http.GetStringAsync($"api/cases/{id}/ledger", Stop);
            ledger.Split('\n').ShouldContain(static line => line.Contains("\"operator.", StringComparison.Ordinal));
            ledger.ShouldNotContain("not needed");
            using HttpResponseMessage again = await host.Http.PostAsync($"api/cases/{id}/terminate?requestId=r2", null, Stop);
            again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await host.Cases.VerifyAsync(Evidence.Cases.CaseId.Parse(id), withKey: true, null, Stop))!.Ok.ShouldBeTrue();
            return;
        }

        Assert.Fail("Five cases in a row ended before they could be terminated.");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Request_ForeignHostHeader_IsRefused(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/cases");
        request.Headers.Host = name;

        using HttpResponseMessage answer = await host.Http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("caseId");
    }

    [Fact]
    public async Task Health_RunningHost_NamesEachPart()
    {
        JsonElement health = await JsonAsync(await host.Http.GetAsync("health", Stop));

        health.GetProperty("status").GetString().ShouldBe("healthy");
        health.GetProperty("checks").EnumerateObject().Select(static check => $"{check.Name}: {check.Value.GetProperty("status")}")
            .ShouldBe(["store: healthy", "engine: healthy", "image model: healthy"]);
        (await JsonAsync(await host.Http.GetAsync("alive", Stop))).GetProperty("status").GetString().ShouldBe("alive");
    }

    private async Task<List<SseItem<JsonElement>>> ProgressAsync(string id)
    {
        await using Stream stream = await host.Http.GetStreamAsync($"api/cases/{id}/progress", Stop);
        var parser = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<JsonElement>(data));
        var steps = new List<SseItem<JsonElement>>();
        await foreach (SseItem<JsonElement> step in parser.EnumerateAsync(Stop))
        {
            steps.Add(step);
        }

        return steps;
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, int status, string type)
    {
        string body = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(status, body);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonElement problem = JsonDocument.Parse(body).RootElement;
        problem.GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:" + type);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        body.ShouldNotContain("   at ");
        body.ShouldNotContain("Exception");
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
}
