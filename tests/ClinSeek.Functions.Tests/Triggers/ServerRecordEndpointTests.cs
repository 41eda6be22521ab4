using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Triggers;

/// <summary>Cases over HTTP whose record a FHIR server holds, and notifications of that server.</summary>
public sealed class ServerRecordEndpointTests(FhirPeerFixture peer) : IClassFixture<FhirPeerFixture>, IAsyncLifetime
{
    private const string Secret = "a long and random secret";

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient _http = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Fhir:Servers:ward:BaseUrl"] = peer.Base.AbsoluteUri,
            ["Notifications:Sources:ward:Secret"] = Secret,
            ["Notifications:Sources:ward:Record"] = "ward",
            ["Notifications:Sources:ward:CatchUp"] = "3650.00:00:00",
            ["Notifications:Sources:ward:Rules:0:Criteria"] = "Patient",
            ["Notifications:Sources:ward:Rules:0:Question"] = "What is the most likely cause of this patient's acute shortness of breath?",
        }).Build();
        _app = LocalHost.Build(new ClinSeekOptions { Data = _folder["data"], KeyFile = _folder["keys.json"], Port = 0 }, configuration);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Start_NamedServer_RunsTheCaseOverIt()
    {
        using HttpResponseMessage started = await _http.PostAsJsonAsync(
            "api/cases", new { patient = "demo-05-ekdal", question = "What causes the acute dyspnoea?", fhir = "ward" }, Stop);

        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        CaseView view = await EndAsync((await started.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("caseId").GetString()!);
        view.Status.ShouldBeOneOf(CaseStatus.Decided, CaseStatus.Abstained);
        (await _app!.Services.GetRequiredService<ICaseService>().RederiveAsync(CaseId.Parse(view.CaseId), Stop))!.Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://ehr.example/fhir", "demo-05-ekdal", HttpStatusCode.BadRequest, "record-refused")]
    [InlineData("ward", "nobody", HttpStatusCode.NotFound, "unknown-patient")]
    [InlineData("http://127.0.0.1:1/fhir", "demo-05-ekdal", HttpStatusCode.BadGateway, "record-unavailable")]
    public async Task Start_ServerThatMayNotOrCannotBeAsked_IsAProblem(string fhir, string patient, HttpStatusCode status, string type)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("api/cases", new { patient, question = "What causes it?", fhir }, Stop);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString().ShouldBe("urn:clinseek:problem:" + type);
    }

    [Fact]
    public async Task Notify_EmptyPing_SearchesTheServerForWhatMatched()
    {
        using var ping = new HttpRequestMessage(HttpMethod.Post, "api/fhir/notifications/ward");
        ping.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Secret);

        using HttpResponseMessage answer = await _http.SendAsync(ping, Stop);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        JsonElement cases = await _http.GetFromJsonAsync<JsonElement>("api/cases", Stop);
        cases.EnumerateArray().Count(static item => item.GetProperty("caseId").GetString()!.StartsWith("n-", StringComparison.Ordinal)).ShouldBe(18);
    }

    [Fact]
    public async Task KeySet_WithoutSmartServers_IsAnEmptySet() =>
        (await _http.GetStringAsync("api/fhir/jwks.json", Stop)).ShouldBe("""{"keys":[]}""");

    private async Task<CaseView> EndAsync(string id)
    {
        var cases = _app!.Services.GetRequiredService<ICaseService>();
        await foreach (CaseProgress _ in cases.WatchAsync(CaseId.Parse(id), Stop))
        {
        }

        return (await cases.GetAsync(CaseId.Parse(id), Stop))!;
    }
}
