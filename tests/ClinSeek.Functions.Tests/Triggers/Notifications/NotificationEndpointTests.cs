using System.Net;
using System.Text;
using System.Text.Json;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.Hosting;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Tests.Triggers.Notifications;

/// <summary>Classic FHIR R4 rest-hook against a running host. Each test uses a resource id of its own.</summary>
public sealed class NotificationEndpointTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PUT", "")]
    [InlineData("POST", "/Condition/{id}")]
    [InlineData("PUT", "/Condition/{id}")]
    public async Task Notify_MatchingResource_StartsACaseAndAnswersWithoutABody(string method, string path)
    {
        string id = $"{method}-{path.Length}";
        IReadOnlySet<string> before = await CasesAsync();

        using HttpResponseMessage answer = await SendAsync(method, "ward" + path.Replace("{id}", id, StringComparison.Ordinal), NotificationSettings.Dyspnoea(id, "1"));

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();
        string started = (await CasesAsync()).Except(before).ShouldHaveSingleItem();
        started.ShouldStartWith("n-");
        JsonElement view = await host.EndAsync(started);
        view.GetProperty("patient").GetString().ShouldBe("demo-05-ekdal");
        view.GetProperty("status").GetString().ShouldBe("abstained");
    }

    [Fact]
    public async Task Notify_SameVersionAgain_IsANoOp_AndANewVersionIsNot()
    {
        IReadOnlySet<string> before = await CasesAsync();
        using HttpResponseMessage first = await SendAsync("POST", "ward", NotificationSettings.Dyspnoea("repeat", "1"));
        using HttpResponseMessage again = await SendAsync("PUT", "ward/Condition/repeat", NotificationSettings.Dyspnoea("repeat", "1"));

        again.IsSuccessStatusCode.ShouldBeTrue();
        (await CasesAsync()).Except(before).Count().ShouldBe(1);

        using HttpResponseMessage newer = await SendAsync("PUT", "ward/Condition/repeat", NotificationSettings.Dyspnoea("repeat", "2"));
        (await CasesAsync()).Except(before).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Notify_SameVersionAtTheSameTime_IsOneCase()
    {
        IReadOnlySet<string> before = await CasesAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => SendAsync("POST", "ward", NotificationSettings.Dyspnoea("parallel", "1"))));

        answers.ShouldAllBe(static answer => answer.IsSuccessStatusCode);
        (await CasesAsync()).Except(before).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Notify_EmptyPing_CatchesUpOverTheCriteria_Once()
    {
        IReadOnlySet<string> before = await CasesAsync();

        using HttpResponseMessage ping = await SendAsync("POST", "clinic", null, secret: NotificationSettings.CatchUpSecret);

        ping.IsSuccessStatusCode.ShouldBeTrue();
        string started = (await CasesAsync()).Except(before).ShouldHaveSingleItem();
        (await host.EndAsync(started)).GetProperty("patient").GetString().ShouldBe(SamplePatient.Id);
        using HttpResponseMessage xml = await SendAsync("PUT", "clinic/Condition/c1", "<Condition/>", "application/fhir+xml", NotificationSettings.CatchUpSecret);
        xml.IsSuccessStatusCode.ShouldBeTrue();
        (await CasesAsync()).Except(before).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Notify_AnyContentTypeWithJson_IsRead(string? contentType)
    {
        IReadOnlySet<string> before = await CasesAsync();

        using HttpResponseMessage answer = await SendAsync("POST", "ward", NotificationSettings.Dyspnoea("type-" + contentType?.Length, "1"), contentType);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await CasesAsync()).Except(before).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"resourceType":"Observation","id":"o1","subject":{"reference":"Patient/demo-05-ekdal"}}""")]
    [InlineData("""{"resourceType":"Condition","id":"x","code":{"coding":[{"system":"http://snomed.info/sct","code":"267036007"}]}}""")]
    [InlineData("""{"resourceType":"Condition","id":"x","subject":{"reference":"Patient/nobody"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"267036007"}]}}""")]
    public async Task Notify_NoRuleOrNoPatient_IsAcceptedAndStartsNothing(string resource)
    {
        IReadOnlySet<string> before = await CasesAsync();

        using HttpResponseMessage answer = await SendAsync("POST", "ward", resource);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await CasesAsync()).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Notify_WrongSecretAndUnknownSource_AnswerAlike()
    {
        string[] answers = await Task.WhenAll(
            RefusalAsync("ward", "wrong secret, but long enough"),
            RefusalAsync("ward", null),
            RefusalAsync("ward", ""),
            RefusalAsync("nobody", NotificationSettings.Secret),
            RefusalAsync("nobody", ""),
            RefusalAsync("events", ""),
            RefusalAsync("events", null),
            RefusalAsync("clinic", NotificationSettings.Secret));

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("urn:clinseek:problem:unknown-notifier");
    }

    [Theory]
    [InlineData("ward/Condition/other", null, "mismatched-notification")]
    [InlineData("ward/Observation/path", null, "mismatched-notification")]
    [InlineData("ward", "{broken", "unreadable-notification")]
    [InlineData("ward", "[1]", "unreadable-notification")]
    public async Task Notify_WrongPathOrBody_SaysSoAndStartsNothing(string path, string? body, string problem)
    {
        IReadOnlySet<string> before = await CasesAsync();

        using HttpResponseMessage answer = await SendAsync("PUT", path, body ?? NotificationSettings.Dyspnoea("path", "1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("urn:clinseek:problem:" + problem);
        (await CasesAsync()).ShouldBe(before, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Secret", "short", "fewer than 16 characters")]
    [InlineData("Rules:0:Criteria", "Condition?onset-date=gt2020", "'onset-date' is not a parameter")]
    [InlineData("Rules:0:Question", "", "has no Question")]
    public async Task Start_WrongConfiguration_IsRefusedWithItsPlace(string setting, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>(NotificationSettings.For(folder["none"])) { ["Notifications:Sources:ward:" + setting] = value };
        await using WebApplication app = LocalHost.Build(
            new ClinSeekOptions { Data = folder["data"], KeyFile = folder["keys.json"], Port = 0 },
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        OptionsValidationException refused = await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(Stop));

        refused.Message.ShouldContain("Notifications:Sources:ward");
        refused.Message.ShouldContain(expected);
    }

    private async Task<string> RefusalAsync(string source, string? secret)
    {
        using HttpResponseMessage answer = await SendAsync("POST", source, NotificationSettings.Dyspnoea("secret", "1"), secret: secret);
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        return $"{(int)answer.StatusCode} {problem.GetProperty("type")} {problem.GetProperty("title")} {problem.GetProperty("detail")}";
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body, string? contentType = "application/fhir+json", string? secret = NotificationSettings.Secret)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/fhir/notifications/" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secret);
        }

        return await host.Http.SendAsync(request, Stop);
    }

    private async Task<IReadOnlySet<string>> CasesAsync() =>
        (await host.Cases.ListAsync(Stop)).Select(static summary => summary.CaseId).ToHashSet();
}
