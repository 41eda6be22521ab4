using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Authorization;

/// <summary>A server with SMART Backend Services that checks assertions by the client's published keys and gives short-lived tokens.</summary>
internal sealed class SmartServer : IAsyncDisposable
{
    public const int Pages = 8;

    private readonly JsonElement _keys;
    private readonly ConcurrentDictionary<string, int> _uses = new();
    private ScriptedServer _server = null!;
    private int _tokens;

    private SmartServer(string keys)
    {
        _keys = JsonDocument.Parse(keys).RootElement;
    }

    public Uri Base => _server.Base;

    public IEnumerable<ScriptedRequest> Requests => _server.Requests;

    public int Tokens => _tokens;

    /// <summary>After so many uses a token is refused.</summary>
    public int RequestsPerToken { get; set; } = int.MaxValue;

    public string? Mischief { get; set; }

    public ConcurrentQueue<(JsonElement Header, JsonElement Claims)> Assertions { get; } = new();

    /// <summary>What was wrong with assertions.</summary>
    public ConcurrentQueue<string> Problems { get; } = new();

    public static async Task<SmartServer> StartAsync(string keys)
    {
        var server = new SmartServer(keys);
        server._server = await ScriptedServer.StartAsync((_, request, http) => server.AnswerAsync(request, http));
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(ScriptedRequest request, HttpContext http)
    {
        if (request.Target == "/fhir/.well-known/smart-configuration")
        {
            return Mischief switch
            {
                "no configuration" => ScriptedServer.JsonAsync(http, "{}", 404),
                "other algorithms" => ScriptedServer.JsonAsync(http, Configuration(Base + "token", "RS384")),
                "endpoint without TLS" => ScriptedServer.JsonAsync(http, Configuration("http://auth.example/token", "ES384")),
                _ => ScriptedServer.JsonAsync(http, Configuration(Base + "token", "RS384\",\"ES384")),
            };
        }

        if (request.Target == "/fhir/token")
        {
            return TokenAsync(request, http);
        }

        string token = request.Token ?? "";
        if (!token.StartsWith("Bearer t", StringComparison.Ordinal) || _uses.AddOrUpdate(token, 1, static (_, count) => count + 1) > RequestsPerToken)
        {
            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        }

        return ScriptedServer.JsonAsync(http, request.Target.Contains("$everything", StringComparison.Ordinal) ? Page(request.Target) : Chart.Patient);
    }

    private Task TokenAsync(ScriptedRequest request, HttpContext http)
    {
        var form = request.Text.Split('&').Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => WebUtility.UrlDecode(pair[1]));
        string[] parts = form["client_assertion"].Split('.');
        JsonElement header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        JsonElement claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assertions.Enqueue((header, claims));
        Expect(form["grant_type"] == "client_credentials", "grant_type");
        Expect(form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion_type");
        Expect(form["scope"] == "system/*.rs", "scope");
        Expect(claims.GetProperty("iss").GetString() == "clinseek" && claims.GetProperty("sub").GetString() == "clinseek", "iss, sub");
        Expect(claims.GetProperty("aud").GetString() == Base + "token", "aud");
        Expect(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64() is > 0 and <= 300, "exp");
        Expect(IsSigned(header, Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2])), "signature");
        return Mischief switch
        {
            "unknown client" => ScriptedServer.JsonAsync(http, """{"error":"invalid_client"}""", 401),
            "no bearer token" => ScriptedServer.JsonAsync(http, """{"access_token":"t","token_type":"mac"}"""),
            _ => ScriptedServer.JsonAsync(http, $$"""{"access_token":"t{{Interlocked.Increment(ref _tokens)}}","token_type":"bearer","expires_in":300,"scope":"system/*.rs"}"""),
        };
    }

    private bool IsSigned(JsonElement header, byte[] signed, byte[] signature)
    {
        JsonElement key = _keys.GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        byte[] Part(string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
        if (key.GetProperty("kty").GetString() == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") });
            return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        }

        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP384, Q = new ECPoint { X = Part("x"), Y = Part("y") } });
        return signature.Length == 96 && ec.VerifyData(signed, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private string Page(string target)
    {
        int at = target.IndexOf("page=", StringComparison.Ordinal);
        int page = at < 0 ? 1 : int.Parse(target[(at + 5)..], CultureInfo.InvariantCulture);
        string next = page == Pages ? "" : $$"""{"relation":"next","url":"{{Base}}Patient/p1/$everything?page={{page + 1}}"}""";
        return $$$"""{"resourceType":"Bundle","type":"searchset","link":[{{{next}}}],"entry":[{"resource":{"resourceType":"Flag","id":"f{{{page}}}","subject":{"reference":"Patient/p1"} } }]}""";
    }

    private void Expect(bool holds, string what)
    {
        if (!holds)
        {
            Problems.Enqueue(what);
        }
    }

    private static string Configuration(string endpoint, string algorithms) => $$"""
        {"token_endpoint":"{{endpoint}}","token_endpoint_auth_methods_supported":["private_key_jwt"],
         "token_endpoint_auth_signing_alg_values_supported":["{{algorithms}}"],"grant_types_supported":["client_credentials"],
         "capabilities":["client-confidential-asymmetric","permission-v2"]}
        """;
}
