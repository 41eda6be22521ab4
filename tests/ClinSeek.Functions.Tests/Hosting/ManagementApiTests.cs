using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Tests.Hosting;

/// <summary>The local host's Durable management API, over cases.</summary>
public sealed class ManagementApiTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpDurableTaskClient Client => new(
        host.Http, new DurableClientBinding(new Uri(host.Http.BaseAddress!, "/runtime/webhooks/durabletask")),
        new HttpDurableTaskClientOptions { SerializerOptions = EvidenceJson.Options, PollingInterval = TimeSpan.FromMilliseconds(50) });

    [Fact]
    public async Task Status_OfACase_IsAnInstanceWithoutAnythingClinical()
    {
        using HttpResponseMessage started = await host.Http.PostAsJsonAsync(
            "api/cases", new { patient = "demo-01-arden", question = "Why is she breathless?" }, Token);
        string id = (await started.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("caseId").GetString()!;

        OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);
        string raw = await host.Http.GetStringAsync($"runtime/webhooks/durabletask/instances/{id}?showHistory=true&showHistoryOutput=true", Token);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.ReadOutputAs<CaseOutcome>()!.CaseId.ShouldBe(id);
        raw.ShouldNotContain("breathless");
        raw.ShouldNotContain("demo-01-arden");
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Post_FromAPageOfAnotherSite_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "runtime/webhooks/durabletask/instances/any/terminate");
        request.Headers.TryAddWithoutValidation(header, value);

        using HttpResponseMessage answer = await host.Http.SendAsync(request, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("urn:clinseek:problem:cross-site");
    }

    [Fact]
    public async Task Post_FromAPageOfThisHost_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "runtime/webhooks/durabletask/instances/any/terminate");
        request.Headers.TryAddWithoutValidation("Origin", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");

        using HttpResponseMessage answer = await host.Http.SendAsync(request, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
