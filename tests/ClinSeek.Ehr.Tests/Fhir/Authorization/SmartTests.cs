using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Authorization;

/// <summary>SMART Backend Services against a server that checks what it is given.</summary>
public sealed class SmartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("RS384")]
    [InlineData("ES384")]
    public async Task Pull_SignedAssertion_IsExchangedForATokenThatTheServerTakes(string algorithm)
    {
        string keyFile = WriteKey(algorithm, "key.pem");
        await using SmartServer server = await SmartServer.StartAsync(KeysOf(keyFile));

        RecordPull pull = await At(server, keyFile).PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        server.Problems.ShouldBeEmpty();
        server.Tokens.ShouldBe(1);
        JsonElement header = server.Assertions.Single().Header;
        (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()).ShouldBe((algorithm, "JWT"));
        server.Requests.Where(static request => request.Target.Contains("well-known", StringComparison.Ordinal)).ShouldAllBe(static request => request.Token == null);
    }

    [Fact]
    public async Task Pull_TokenThatExpiresInTheMiddleOfPaging_IsRenewedAndTheSameLinkAskedAgain()
    {
        string keyFile = WriteKey("ES384", "key.pem");
        await using SmartServer server = await SmartServer.StartAsync(KeysOf(keyFile));
        server.RequestsPerToken = 3;

        RecordPull pull = await At(server, keyFile).PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        pull.Completeness.Parts.Single().ShouldBe(new PulledPart("Patient/$everything", SmartServer.Pages, SmartServer.Pages, null));
        server.Tokens.ShouldBeGreaterThan(2);
        server.Assertions.Select(static assertion => assertion.Claims.GetProperty("jti").GetString()).Distinct().Count().ShouldBe(server.Tokens);
    }

    [Fact]
    public async Task GetToken_BeforeItEnds_IsRenewedByTheClockAlone()
    {
        string keyFile = WriteKey("RS384", "key.pem");
        await using SmartServer server = await SmartServer.StartAsync(KeysOf(keyFile));
        var clock = new ManualTime();
        IRecordSource source = At(server, keyFile, clock);

        await source.PullAsync("p1");
        clock.Now += TimeSpan.FromSeconds(200);
        await source.PullAsync("p1");
        server.Tokens.ShouldBe(1);
        clock.Now += TimeSpan.FromSeconds(80);
        await source.PullAsync("p1");

        server.Tokens.ShouldBe(2);
    }

    [Theory]
    [InlineData("unknown client", "invalid_client")]
    [InlineData("no bearer token", "without a bearer token")]
    [InlineData("other algorithms", "does not offer ES384")]
    [InlineData("endpoint without TLS", "no token endpoint under https")]
    [InlineData("no configuration", "SMART configuration cannot be read")]
    public async Task Pull_NoToken_IsAGapThatSaysWhy(string what, string why)
    {
        string keyFile = WriteKey("ES384", "key.pem");
        await using SmartServer server = await SmartServer.StartAsync(KeysOf(keyFile));
        server.Mischief = what;

        RecordPull pull = await At(server, keyFile).PullAsync("p1");

        pull.PatientFound.ShouldBeFalse();
        pull.GapCodes().ShouldBe([PullCodes.Unauthorized]);
        pull.Issues[0].ShouldContain(why);
    }

    [Fact]
    public async Task Pull_OtherHosts_NeverGetTheToken()
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(static (_, _, http) => ScriptedServer.JsonAsync(http, """{"resourceType":"Bundle","type":"searchset"}"""));
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, request, http) =>
        {
            if (request.Target.Contains("$everything", StringComparison.Ordinal))
            {
                return ScriptedServer.JsonAsync(http, $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"{{other.Base}}page2"}],"entry":[{"resource":{{Chart.Patient}}}]}""");
            }

            if (request.Target.EndsWith("/metadata", StringComparison.Ordinal))
            {
                http.Response.Headers.Location = other.Base + "metadata";
                http.Response.StatusCode = 302;
                return Task.CompletedTask;
            }

            return ScriptedServer.JsonAsync(http, Chart.Patient);
        });
        IRecordSource source = Server.At(server.Base, RetrievalMode.Everything, options =>
        {
            options.Authorization = new AuthorizationOptions { Kind = AuthorizationKind.Bearer, Token = "secret" };
            options.AllowedHosts.Add(other.Base.Authority);
        });

        RecordPull pull = await source.PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
        server.Requests.ShouldAllBe(static request => request.Token == "Bearer secret");
        other.Requests.Count.ShouldBe(2);
        other.Requests.ShouldAllBe(static request => request.Token == null);
    }

    [Fact]
    public async Task Pull_TokenFileThatWasRenewed_IsReadAgain()
    {
        string file = _folder.Write("token", "old\n");
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, request, http) =>
        {
            if (request.Token != "Bearer new")
            {
                File.WriteAllText(file, "new\n");
                http.Response.StatusCode = 401;
                return Task.CompletedTask;
            }

            return ScriptedServer.JsonAsync(http, request.Target.Contains('$', StringComparison.Ordinal) ? """{"resourceType":"Bundle","type":"searchset"}""" : Chart.Patient);
        });

        RecordPull pull = await Server.At(server.Base, RetrievalMode.Everything, options =>
            options.Authorization = new AuthorizationOptions { Kind = AuthorizationKind.Bearer, TokenFile = file }).PullAsync("p1");

        pull.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void KeySet_PublishesPublicHalvesAlone()
    {
        string current = WriteKey("ES384", "new.pem");
        string former = WriteKey("RS384", "old.pem");
        string document = KeySet.Write(new FhirOptions
        {
            Servers = { ["ehr"] = new FhirServerOptions { Authorization = new AuthorizationOptions { Kind = AuthorizationKind.SmartBackend, ClientId = "c", KeyFile = current, FormerKeyFiles = { former } } } },
        });

        JsonElement[] keys = [.. JsonDocument.Parse(document).RootElement.GetProperty("keys").EnumerateArray()];
        keys.Select(static key => key.GetProperty("kty").GetString()).ShouldBe(["EC", "RSA"]);
        keys.ShouldAllBe(static key => key.GetProperty("kid").GetString()!.Length == 43);
        keys.SelectMany(static key => key.EnumerateObject()).Select(static member => member.Name).ShouldNotContain("d");
    }

    [Theory]
    [InlineData("http://ehr.example/fhir", AuthorizationKind.None, null, "not encrypted")]
    [InlineData("ftp://ehr.example/fhir", AuthorizationKind.None, null, "not an http or https address")]
    [InlineData("https://user:word@ehr.example/fhir", AuthorizationKind.None, null, "holds credentials")]
    [InlineData("https://ehr.example/fhir", AuthorizationKind.Bearer, null, "needs either Token or TokenFile")]
    [InlineData("https://ehr.example/fhir", AuthorizationKind.None, "t", "does not use")]
    [InlineData("https://ehr.example/fhir", AuthorizationKind.SmartBackend, null, "needs ClientId and KeyFile")]
    public void Problems_WrongServer_SaysWhatIsWrong(string address, AuthorizationKind kind, string? token, string problem)
    {
        var options = new FhirOptions { Servers = { ["ehr"] = new FhirServerOptions { BaseUrl = address, Authorization = new AuthorizationOptions { Kind = kind, Token = token } } } };

        options.Problems().ShouldContain(text => text.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("short RSA")]
    [InlineData("other curve")]
    public void Problems_UnusableKey_SaysWhichKeysAreUsable(string what)
    {
        using var rsa = RSA.Create(1024);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string file = _folder.Write("key.pem", what switch { "short RSA" => rsa.ExportPkcs8PrivateKeyPem(), "other curve" => ec.ExportPkcs8PrivateKeyPem(), _ => "no key" });
        var options = new FhirOptions { Servers = { ["ehr"] = new FhirServerOptions { BaseUrl = "https://ehr.example", Authorization = new AuthorizationOptions { Kind = AuthorizationKind.SmartBackend, ClientId = "c", KeyFile = file } } } };

        options.Problems().Single().ShouldContain("P-384");
    }

    private static IRecordSource At(SmartServer server, string keyFile, TimeProvider? time = null) => Server.At(server.Base, RetrievalMode.Everything, options =>
    {
        options.Limits.MaxAttempts = 2;
        options.Authorization = new AuthorizationOptions { Kind = AuthorizationKind.SmartBackend, ClientId = "clinseek", KeyFile = keyFile };
    }, time);

    private string WriteKey(string algorithm, string name)
    {
        using AsymmetricAlgorithm key = algorithm == "RS384" ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return _folder.Write(name, key.ExportPkcs8PrivateKeyPem());
    }

    private static string KeysOf(string keyFile) => KeySet.Write(new FhirOptions
    {
        Servers = { ["ehr"] = new FhirServerOptions { Authorization = new AuthorizationOptions { Kind = AuthorizationKind.SmartBackend, KeyFile = keyFile } } },
    });
}
