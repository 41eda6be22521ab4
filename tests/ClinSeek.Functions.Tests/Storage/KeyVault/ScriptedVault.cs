using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ClinSeek.Functions.Storage.Http;
using ClinSeek.Functions.Storage.KeyVault;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Storage.KeyVault;

/// <summary>A server on loopback that speaks the REST interface of Azure Key Vault for keys, with real keys in memory.</summary>
internal sealed class ScriptedVault : IAsyncDisposable
{
    public const string Wrapping = "case-wrapping";
    public const string Signing = "ledger-signing";
    public const string Token = "a-token-of-the-vaults-tenant";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly Dictionary<string, List<ScriptedVaultKey>> _keys = new()
    {
        [Wrapping] = [ScriptedVaultKey.Rsa()],
        [Signing] = [ScriptedVaultKey.Ec()],
    };

    private ScriptedVault(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The service that the challenge names; the vault's own where a test sets none.</summary>
    public string? Resource { get; set; }

    /// <summary>What is answered instead; null lets a request through.</summary>
    public Func<HttpRequest, ProxyFault?> Fault { get; set; } = static _ => null;

    /// <summary>Whether signatures are one byte too short.</summary>
    public bool CutsSignatures { get; set; }

    /// <summary>Method, path and length of every request so far.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    public ScriptedCredential Credential { get; } = new(static () => Token);

    public static async Task<ScriptedVault> StartAsync()
    {
        X509Certificate2 certificate = LoopbackCertificate.Create();
        WebApplication app = Loopback.Build(listen: listen => listen.UseHttps(certificate));
        var vault = new ScriptedVault(app, certificate);
        app.Run(vault.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        int port = Loopback.AddressOf(app).Port;
        vault.Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}/"));
        return vault;
    }

    /// <summary>A provider as one process has it.</summary>
    public KeyVaultKeyProvider Open(TimeProvider? time = null)
    {
        var options = new ServicePipelineOptions(firstDelay: TimeSpan.FromMilliseconds(5)) { Transport = LoopbackCertificate.Transport(_certificate) };
        return new KeyVaultKeyProvider(new VaultRequests(Address, Credential, options), Wrapping, Signing, time ?? TimeProvider.System);
    }

    /// <summary>Makes a new version of a key the present one.</summary>
    public void Rotate(string name) => _keys[name].Add(name == Wrapping ? ScriptedVaultKey.Rsa() : ScriptedVaultKey.Ec());

    /// <summary>Puts a key of another kind in a key's place.</summary>
    public void Replace(string name, ScriptedVaultKey key) => _keys[name] = [key];

    /// <summary>Forgets all versions of a key but the present one.</summary>
    public void ForgetOldVersions(string name) => _keys[name].RemoveRange(0, _keys[name].Count - 1);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        _seen.Enqueue($"{request.Method} {request.Path} {request.ContentLength ?? 0}");
        if (Fault(request) is { Status: { } status } fault)
        {
            foreach ((string name, string value) in fault.Headers)
            {
                context.Response.Headers[name] = value;
            }

            await ErrorAsync(context, status, fault.Headers.GetValueOrDefault("x-ms-error-code") ?? "Fault");
            return;
        }

        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.Headers.WWWAuthenticate =
                $"Bearer authorization=\"https://login.microsoftonline.com/the-tenant\", resource=\"{Resource ?? "https://localhost"}\"";
            await ErrorAsync(context, 401, "Unauthorized");
            return;
        }

        if (request.Query["api-version"] != "7.4")
        {
            await ErrorAsync(context, 400, "BadParameter");
            return;
        }

        await KeysAsync(context, request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task KeysAsync(HttpContext context, string[] path)
    {
        List<ScriptedVaultKey>? versions = path is ["keys", ..] ? _keys.GetValueOrDefault(path.ElementAtOrDefault(1) ?? "") : null;
        if (versions is null)
        {
            await ErrorAsync(context, 404, "KeyNotFound");
            return;
        }

        string name = path[1];
        switch (path)
        {
            case [_, _, "versions"]:
                // One version a page, as a long list has several.
                int page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
                await JsonAsync(context, new
                {
                    value = new[] { new { kid = Kid(name, versions[page]), attributes = new { enabled = true } } },
                    nextLink = page + 1 < versions.Count ? $"{Address}keys/{name}/versions?api-version=7.4&page={page + 1}" : null,
                });
                break;
            case [_, _]:
                await JsonAsync(context, new { key = versions[^1].Describe(Kid(name, versions[^1])), attributes = new { enabled = true } });
                break;
            default:
                ScriptedVaultKey? version = versions.Find(key => key.Version == path[2]);
                if (version is null)
                {
                    await ErrorAsync(context, 404, "KeyNotFound");
                }
                else if (path.Length == 3)
                {
                    await JsonAsync(context, new { key = version.Describe(Kid(name, version)) });
                }
                else
                {
                    await OperateAsync(context, name, version, path[3]);
                }

                break;
        }
    }

    private async Task OperateAsync(HttpContext context, string name, ScriptedVaultKey key, string operation)
    {
        using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
        byte[]? result = key.Operate(operation, body.RootElement.GetProperty("alg").GetString()!, Base64Url.Decode(body.RootElement, "value")!);
        if (result is null)
        {
            await ErrorAsync(context, 400, "BadParameter");
            return;
        }

        result = operation == "sign" && CutsSignatures ? result[..^1] : result;
        await JsonAsync(context, new { kid = Kid(name, key), value = Base64Url.Encode(result) });
    }

    private string Kid(string name, ScriptedVaultKey key) => $"{Address}keys/{name}/{key.Version}";

    private static Task JsonAsync(HttpContext context, object answer) => context.Response.WriteAsJsonAsync(answer);

    private static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-request-id"] = "req-1";
        return context.Response.WriteAsJsonAsync(status == 403
            ? (object)new { error = new { code = "Forbidden", message = "no", innererror = new { code } } }
            : new { error = new { code, message = "no" } });
    }
}
