using System.Net;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Rest;

public sealed class GuardedTransportTests
{
    private const string Secret = "Bearer the-token";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_OwnHost_CarriesTheToken()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static (_, _, _) => Task.CompletedTask);

        (await GetAsync(Options(server), new Uri(server.Base, "studies"))).ShouldBe(HttpStatusCode.OK);

        server.Requests.ShouldHaveSingleItem().Token.ShouldBe(Secret);
    }

    [Fact]
    public async Task Send_RedirectToANamedHost_LeavesTheTokenBehind()
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(static (_, _, _) => Task.CompletedTask);
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, _, http) => RedirectAsync(http, other.Base.AbsoluteUri));
        FhirServerOptions options = Options(server, other.Base.Authority);

        (await GetAsync(options, new Uri(server.Base, "studies"))).ShouldBe(HttpStatusCode.OK);

        other.Requests.ShouldHaveSingleItem().Token.ShouldBeNull();
    }

    [Fact]
    public async Task Send_RedirectToAnotherHost_IsRefusedBeforeItIsAsked()
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(static (_, _, _) => Task.CompletedTask);
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, _, http) => RedirectAsync(http, other.Base.AbsoluteUri));

        await Should.ThrowAsync<HostRefusedException>(() => GetAsync(Options(server), new Uri(server.Base, "studies")));

        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://192.168.1.1/")]
    public async Task Send_RedirectIntoAPrivateNetwork_IsRefused(string location)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, _, http) => RedirectAsync(http, location));

        await Should.ThrowAsync<HostRefusedException>(() => GetAsync(Options(server), new Uri(server.Base, "studies")));
    }

    [Fact]
    public async Task Send_EndlessRedirects_End()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static (server, request, http) => RedirectAsync(http, $"{server.Base}{request.Ordinal}"));

        (await GetAsync(Options(server), new Uri(server.Base, "studies"))).ShouldBe(HttpStatusCode.Redirect);

        server.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Send_RefusedToken_IsRenewedOnce()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(file, "old", Stop);
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, request, http) =>
        {
            if (request.Token != "Bearer new")
            {
                File.WriteAllText(file, "new");
                http.Response.StatusCode = 401;
            }

            return Task.CompletedTask;
        });
        var options = new FhirServerOptions { BaseUrl = server.Base.AbsoluteUri, Authorization = { Kind = AuthorizationKind.Bearer, TokenFile = file } };

        (await GetAsync(options, new Uri(server.Base, "studies"))).ShouldBe(HttpStatusCode.OK);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Send_PostThatIsRedirected_IsNotPostedAgain()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static (server, _, http) =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = server.Base + "elsewhere";
            return Task.CompletedTask;
        });
        using HttpMessageInvoker transport = GuardedTransport.Create(Options(server), TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Base, "studies")) { Content = new StringContent("x") };

        using HttpResponseMessage response = await transport.SendAsync(request, Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        server.Requests.Count.ShouldBe(1);
    }

    private static FhirServerOptions Options(ScriptedServer server, params string[] hosts) => new()
    {
        BaseUrl = server.Base.AbsoluteUri,
        AllowedHosts = [.. hosts],
        Authorization = { Kind = AuthorizationKind.Bearer, Token = "the-token" },
    };

    private static async Task<HttpStatusCode> GetAsync(FhirServerOptions options, Uri address)
    {
        using HttpMessageInvoker transport = GuardedTransport.Create(options, TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using HttpResponseMessage response = await transport.SendAsync(request, Stop);
        return response.StatusCode;
    }

    private static Task RedirectAsync(HttpContext http, string location)
    {
        http.Response.StatusCode = 302;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
