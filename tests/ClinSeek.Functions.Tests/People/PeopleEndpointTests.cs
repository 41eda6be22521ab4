using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Functions.Tests.Hosting;

namespace ClinSeek.Functions.Tests.People;

/// <summary>The HTTP API of people's acts against a running host over the demo patients.</summary>
public sealed class PeopleEndpointTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approval_DemoCase_IsAskedForGivenAndRecorded()
    {
        string id = await StartAsync(approval: true);
        JsonElement waiting = await host.EndAsync(id);
        JsonElement approval = await GetAsync($"api/cases/{id}/approval");
        string digest = approval.GetProperty("digest").GetString()!;

        await RefusedAsync($"api/cases/{id}/approval", new { digest }, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync($"api/cases/{id}/approval", new { approve = false, digest }, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync($"api/cases/{id}/approval", new { approve = true, digest, requestId = "no spaces" }, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync($"api/cases/{id}/approval", new { approve = true, digest = "0" }, HttpStatusCode.Conflict, "other-decision");
        using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync($"api/cases/{id}/approval", new { approve = true, digest, by = "Dr Yes" }, Stop);
        JsonElement view = await host.EndAsync(id);

        (waiting.GetProperty("status").GetString(), approval.GetProperty("state").GetString()).ShouldBe(("waiting", "pending"));
        approval.GetProperty("answer").GetString()!.ShouldContain("heart failure");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.Location!.ToString().ShouldBe("/api/cases/" + id);
        view.GetProperty("status").GetString().ShouldBe("decided");
        view.GetProperty("approval").GetProperty("by").GetString().ShouldBe("Dr Yes");
        await RefusedAsync($"api/cases/{id}/approval", new { approve = true, digest }, HttpStatusCode.Conflict, "too-late");
        await RefusedAsync($"api/cases/{id}/pause", null, HttpStatusCode.Conflict, "case-ended");
        using HttpResponseMessage note = await host.Http.PostAsJsonAsync($"api/cases/{id}/notes", new { text = "read" }, Stop);
        note.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task PauseAndResume_DemoCase_WaitsAndGoesOn()
    {
        string id = await StartAsync(approval: true);
        await host.EndAsync(id);

        (await host.Http.PostAsync($"api/cases/{id}/pause?reason=rounds&requestId=p-1", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Http.PostAsync($"api/cases/{id}/events/result-in?requestId=e-1", new StringContent("{}"), Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Http.PostAsync($"api/cases/{id}/resume?requestId=c-1", null, Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await RefusedAsync($"api/cases/{id}/resume?requestId=p-1", null, HttpStatusCode.Conflict, "request-id-used");
        await RefusedAsync($"api/cases/{id}/terminate?requestId=no%20spaces", null, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync($"api/cases/{id}/events/not%20a%20name", null, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync($"api/cases/{id}/questions/e1.1/answer", new { answer = "x" }, HttpStatusCode.NotFound, "nothing-there");
        (await GetAsync($"api/cases/{id}/questions")).GetArrayLength().ShouldBe(0);

        string ledger = await host.Http.GetStringAsync($"api/cases/{id}/ledger", Stop);
        ledger.Split('\n').Count(static line => line.Contains("\"kind\":\"operator.", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("notes")]
    [InlineData("events/x")]
    [InlineData("questions/e1.1/answer")]
    public async Task Post_UnknownCase_Is404(string route) => await RefusedAsync(
        $"api/cases/nobody/{route}", new { approve = true, digest = "0", text = "x", answer = "x" }, HttpStatusCode.NotFound, "no-such-case");

    [Theory]
    [InlineData("approval", "no-approval")]
    [InlineData("questions", "no-such-case")]
    public async Task Get_UnknownCase_Is404(string route, string type)
    {
        using HttpResponseMessage answer = await host.Http.GetAsync($"api/cases/nobody/{route}", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("urn:clinseek:problem:" + type);
    }

    private async Task<string> StartAsync(bool approval)
    {
        using HttpResponseMessage started = await host.Http.PostAsJsonAsync(
            "api/cases", new { patient = "demo-01-arden", question = "What is the most likely cause of this patient's acute shortness of breath?", approval }, Stop);
        return (await started.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("caseId").GetString()!;
    }

    private async Task<JsonElement> GetAsync(string address) => JsonDocument.Parse(await host.Http.GetStringAsync(address, Stop)).RootElement;

    private async Task RefusedAsync(string address, object? body, HttpStatusCode status, string type)
    {
        using HttpResponseMessage answer = body is null ? await host.Http.PostAsync(address, null, Stop) : await host.Http.PostAsJsonAsync(address, body, Stop);
        string text = await answer.Content.ReadAsStringAsync(Stop);
        (answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()).ShouldBe((status, "urn:clinseek:problem:" + type), text);
    }
}
