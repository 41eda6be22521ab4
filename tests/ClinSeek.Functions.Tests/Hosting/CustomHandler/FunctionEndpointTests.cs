using System.Globalization;
using System.Net;
using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Functions.Tests.Triggers.Notifications;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>Every function that steers the engine, as the very first request to a cold process.</summary>
public sealed class FunctionEndpointTests : IAsyncLifetime
{
    private const string Submission = """{"patient":"demo-02-brook","question":"What causes the acute dyspnoea?"}""";
    private const string FhirService = "ws-fhir.fhir.azurehealthcareapis.com";

    private readonly TemporaryFolder _folder = new();
    private ScriptedHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await ScriptedHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task StartCase_FirstRequest_StartsTheInstanceOfTheBindingsHub()
    {
        using HandlerProcess handler = await StartAsync();

        Answer answer = await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission);

        answer.Status.ShouldBe(202);
        string id = answer.Body.GetProperty("caseId").GetString()!;
        answer.Headers.GetProperty("Location").GetString().ShouldBe($"https://cases.example/api/cases/{id}");
        _hub.Instances.Keys.ShouldBe([id]);
        _hub.Calls.ShouldAllBe(static call => call.Contains("code=system-key"));
        handler.Process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task GetCase_StartedOne_IsReadFromTheStoreAlone()
    {
        using HandlerProcess handler = await StartAsync();
        string id = await StartCaseAsync(handler);
        _hub.Calls.Clear();

        JsonElement view = JsonDocument.Parse(await handler.Http.GetStringAsync(new Uri($"api/cases/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;

        view.GetProperty("status").GetString().ShouldBe("running");
        _hub.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_RunningCase_FollowsItToItsEnd()
    {
        using HandlerProcess handler = await StartAsync();
        string id = await StartCaseAsync(handler);
        Task<HttpResponseMessage> opening = handler.Http.GetAsync(
            new Uri($"api/cases/{id}/progress", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var opened = await handler.InvokeActivityAsync("OpenCase", $$"""{"caseId":"{{id}}","epoch":0,"resumeAfter":0}""");

        opening.IsCompleted.ShouldBeFalse("nothing is recorded yet, and the stream waits for a step");
        (await SendAsync(handler, "TerminateCase", "POST", $"/api/cases/{id}/terminate", null)).Status.ShouldBe(202);

        using HttpResponseMessage stream = await opening;
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("event: step");
    }

    [Fact]
    public async Task TerminateCase_FirstRequest_EndsCaseAndInstance()
    {
        string id;
        using (HandlerProcess first = await StartAsync())
        {
            id = await StartCaseAsync(first);
        }

        using HandlerProcess second = await StartAsync();
        Answer answer = await SendAsync(second, "TerminateCase", "POST", $"/api/cases/{id}/terminate?reason=enough", null);

        answer.Status.ShouldBe(202);
        _hub.Instances[id].ShouldBe("Terminated");
        JsonElement view = JsonDocument.Parse(await second.Http.GetStringAsync(new Uri($"api/cases/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        view.GetProperty("status").GetString().ShouldBe("terminated");
    }

    [Theory]
    [InlineData("PauseCase", "pause", "Suspended", "waiting")]
    [InlineData("ContinueCase", "resume", "Running", "running")]
    [InlineData("RaiseCaseEvent", "events/result-in", "Running", "running")]
    public async Task SteerCase_FirstRequest_IsRecordedAndTold(string function, string route, string instance, string status)
    {
        string id;
        using (HandlerProcess first = await StartAsync())
        {
            id = await StartCaseAsync(first);
        }

        using HandlerProcess second = await StartAsync();
        (await SendAsync(second, function, "POST", $"/api/cases/{id}/{route}?requestId=r-1", null)).Status.ShouldBe(202);

        _hub.Instances[id].ShouldBe(instance);
        _hub.Calls.Last().ShouldStartWith($"POST /instances/{id}/");
        JsonElement view = JsonDocument.Parse(await second.Http.GetStringAsync(new Uri($"api/cases/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        view.GetProperty("status").GetString().ShouldBe(status);
    }

    [Fact]
    public async Task NoteCase_FirstRequest_IsRecorded()
    {
        string id;
        using (HandlerProcess first = await StartAsync())
        {
            id = await StartCaseAsync(first);
        }

        using HandlerProcess second = await StartAsync();
        (await SendAsync(second, "NoteCase", "POST", $"/api/cases/{id}/notes", """{"text":"read by the ward","requestId":"n-1"}""")).Status.ShouldBe(202);

        string ledger = await second.Http.GetStringAsync(new Uri($"api/cases/{id}/ledger", UriKind.Relative), TestContext.Current.CancellationToken);
        ledger.ShouldContain("operator.note");
        ledger.ShouldNotContain("read by the ward");
    }

    [Theory]
    [InlineData("ApproveCase", "approval", """{"approve":true,"digest":"0"}""")]
    [InlineData("AnswerQuestion", "questions/e1.1/answer", """{"answer":"yes"}""")]
    public async Task AnswerCase_FirstRequestAndNothingAsked_SaysSo(string function, string route, string body)
    {
        using HandlerProcess handler = await StartAsync();
        string id = await StartCaseAsync(handler);

        (await SendAsync(handler, function, "POST", $"/api/cases/{id}/{route}", body)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("NotifyFhir", "POST", "/api/fhir/notifications/ward")]
    [InlineData("NotifyFhirResource", "PUT", "/api/fhir/notifications/ward/Condition/c-7")]
    public async Task NotifyFhir_FirstRequest_StartsTheCaseOfTheResourceOnce(string function, string method, string path)
    {
        using HandlerProcess handler = await StartAsync();
        string resource = NotificationSettings.Dyspnoea("c-7", "1");

        for (int delivery = 0; delivery < 2; delivery++)
        {
            (await SendAsync(handler, function, method, path, resource, ("Authorization", "Bearer " + NotificationSettings.Secret))).Status.ShouldBe(202);
        }

        _hub.Instances.Count.ShouldBe(1);
        (await SendAsync(handler, function, method, path, resource, ("Authorization", "Bearer wrong"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task ReceiveFhirEvent_FirstRequest_StartsTheCaseOfTheResourceOnce()
    {
        using HandlerProcess handler = await StartAsync();

        for (int delivery = 0; delivery < 2; delivery++)
        {
            await handler.InvokeAsync("ReceiveFhirEvent", ("eventTrigger", FhirEvent("FhirResourceCreated", "Condition", "c1")), ("client", _hub.Binding));
        }

        _hub.Instances.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("FhirResourceDeleted", "Condition", "c1")]
    [InlineData("FhirResourceCreated", "Condition", "nobody")]
    [InlineData("FhirResourceUpdated", "Patient", "p1")]
    [InlineData("DicomImageCreated", "Condition", "c1")]
    public async Task ReceiveFhirEvent_NothingToStart_IsTakenAllTheSame(string type, string resource, string id)
    {
        using HandlerProcess handler = await StartAsync();

        await handler.InvokeAsync("ReceiveFhirEvent", ("eventTrigger", FhirEvent(type, resource, id)), ("client", _hub.Binding));

        _hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepCases_FirstRequest_TakesUpACaseThatTheEngineLost()
    {
        string id;
        using (HandlerProcess first = await StartAsync())
        {
            id = await StartCaseAsync(first);
            _hub.Forget(id);
        }

        using HandlerProcess second = await StartAsync();
        await second.InvokeAsync("SweepCases", ("timerTrigger", """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}"""), ("client", _hub.Binding));

        _hub.Instances.Keys.ShouldBe([id]);
    }

    [Fact]
    public async Task StartCase_BodyLostToChunking_Is411()
    {
        using HandlerProcess handler = await StartAsync();

        Answer answer = await SendAsync(handler, "StartCase", "POST", "/api/cases", null, ("Transfer-Encoding", "chunked"), ("Content-Type", "application/json"));

        answer.Status.ShouldBe(411);
        answer.Body.GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:length-required");
    }

    [Fact]
    public async Task StartCase_OfAnotherTaskHub_IsRefusedBeforeAnythingIsKept()
    {
        using HandlerProcess handler = await StartAsync();

        Answer answer = await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission, _hub.BindingFor("Elsewhere"));

        answer.Status.ShouldBe(421);
        answer.Body.GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:other-task-hub");
        _hub.Calls.ShouldBeEmpty();
        (await handler.Http.GetStringAsync(new Uri("api/cases", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("[]");
    }

    [Theory]
    [InlineData("\"null\"")]
    [InlineData("\"\\\"{}\\\"\"")]
    [InlineData("\"\\\"not json\\\"\"")]
    public async Task StartCase_ClientThatLeadsNowhere_IsNamed(string binding)
    {
        using HandlerProcess handler = await StartAsync();

        Answer answer = await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission, binding);

        answer.Status.ShouldBe(503);
        answer.Body.GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:no-engine");
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"patient":"nobody","question":"Why?"}""", 404)]
    public async Task StartCase_BadRequest_IsTheSameProblemAsOnTheLocalHost(string body, int status)
    {
        using HandlerProcess handler = await StartAsync();

        Answer answer = await SendAsync(handler, "StartCase", "POST", "/api/cases", body);

        answer.Status.ShouldBe(status);
        answer.Body.GetProperty("type").GetString().ShouldStartWith("urn:clinseek:problem:");
        _hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task ResumeCases_WithoutAWayToTheEngine_TouchesNoCase()
    {
        using HandlerProcess handler = await StartAsync();
        string id = await StartCaseAsync(handler);
        string before = await handler.Http.GetStringAsync(new Uri($"api/cases/{id}/ledger", UriKind.Relative), TestContext.Current.CancellationToken);

        using HttpResponseMessage refused = await handler.Http.PostAsync(new Uri("api/cases/resume", UriKind.Relative), null, TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await handler.Http.GetStringAsync(new Uri($"api/cases/{id}/ledger", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task StartCase_FromAPageOfAnotherSite_IsRefused()
    {
        using HandlerProcess handler = await StartAsync();

        (await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission, ("Origin", "https://elsewhere.example"))).Status.ShouldBe(403);
        (await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission, ("Origin", "https://cases.example"))).Status.ShouldBe(202);
    }

    private static string FhirEvent(string type, string resource, string id) => JsonSerializer.Serialize(new
    {
        id = Guid.NewGuid(),
        topic = "/subscriptions/s/resourceGroups/g/providers/Microsoft.HealthcareApis/workspaces/ws",
        subject = $"{FhirService}/{resource}/{id}",
        eventType = "Microsoft.HealthcareApis." + type,
        data = new { resourceType = resource, resourceFhirAccount = FhirService, resourceFhirId = id, resourceVersionId = 1 },
        dataVersion = "1",
    });

    private Task<HandlerProcess> StartAsync()
    {
        string record = _folder["clinic"];
        SamplePatient.Write(record);
        IEnumerable<(string, string)> notifications = NotificationSettings.For(record).Select(static setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!));
        return HandlerProcess.StartAsync(
        [
            ("ClinSeek__Data", _folder["data"]),
            ("ClinSeek__KeyFile", _folder["keys.json"]),
            ("TASKHUB_NAME", ScriptedHub.Name),
            ("Notifications__Sources__clinic__FhirService", FhirService),
            .. notifications,
        ]);
    }

    private async Task<string> StartCaseAsync(HandlerProcess handler) =>
        (await SendAsync(handler, "StartCase", "POST", "/api/cases", Submission)).Body.GetProperty("caseId").GetString()!;

    private Task<Answer> SendAsync(HandlerProcess handler, string function, string method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(handler, function, method, path, body, _hub.Binding, headers);

    private static async Task<Answer> SendAsync(
        HandlerProcess handler, string function, string method, string path, string? body, string binding, params (string Name, string Value)[] headers)
    {
        var all = headers.ToDictionary(static header => header.Name, static header => new[] { header.Value });
        if (body is not null)
        {
            all["Content-Type"] = ["application/json"];
            all["Content-Length"] = [System.Text.Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)];
        }

        var request = new Dictionary<string, object>
        {
            ["Url"] = "https://cases.example" + path,
            ["Method"] = method,
            ["Query"] = new Dictionary<string, string>(),
            ["Headers"] = all,
            ["Params"] = new Dictionary<string, string>(),
            ["Identities"] = Array.Empty<object>(),
        };
        if (body is not null)
        {
            request["Body"] = body;
        }

        JsonElement answer = await handler.InvokeAsync(function, ("req", JsonSerializer.Serialize(request)), ("client", binding));
        JsonElement response = answer.GetProperty("Outputs").GetProperty("res");
        return new Answer(
            response.GetProperty("statusCode").GetInt32(),
            response.GetProperty("headers"),
            response.TryGetProperty("body", out JsonElement text) ? JsonDocument.Parse(text.GetString()!).RootElement : default);
    }

    private sealed record Answer(int Status, JsonElement Headers, JsonElement Body);
}
