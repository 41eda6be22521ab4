using System.Text.Json;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>Tokens by SMART Backend Services: discovery, a signed assertion, a short-lived token; no refresh tokens, a new one is asked for anew.</summary>
internal sealed class SmartBackendToken(AuthorizationOptions options, FhirHttp open, Func<Uri, FhirHttp> connect, TimeProvider time) : CachedAccessToken(time)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string DefaultScope = "system/*.rs";

    /// <summary>What the specification recommends at most, where a server does not say how long a token lasts.</summary>
    private static readonly TimeSpan UnstatedLifetime = TimeSpan.FromSeconds(300);

    private ClientKey? _loaded;
    private FhirHttp? _http;
    private Uri? _endpoint = options.TokenEndpoint is { } given ? new Uri(given) : null;

    public override void Dispose()
    {
        _loaded?.Dispose();
        base.Dispose();
    }

    private ClientKey Key => _loaded ??= ClientKey.Load(options.KeyFile!, options.KeyId);

    protected override async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        Uri address = _endpoint ??= await DiscoverAsync(cancellationToken);
        DateTimeOffset now = Time.GetUtcNow();
        FhirReply reply = await (_http ??= connect(address)).SendAsync(
            new FhirRequest(address)
            {
                Method = HttpMethod.Post,
                Accept = "application/json",
                Authorize = false,
                ExpectsResource = false,
                // Made for each try: an assertion that was seen is refused.
                MakeForm = () =>
                [
                    new("grant_type", "client_credentials"),
                    new("scope", options.Scope ?? DefaultScope),
                    new("client_assertion_type", AssertionType),
                    new("client_assertion", ClientAssertion.Make(options.ClientId!, address.OriginalString, Key, options.KeySetUrl, Time.GetUtcNow())),
                ],
            },
            cancellationToken);
        if (reply.Problem is { } problem)
        {
            throw new AccessTokenException(ErrorOf(reply.Content) is { } error
                ? $"The token endpoint refuses the client ({error}). Check ClientId, the registered key and Scope."
                : "The token endpoint gives no token. " + problem.Text);
        }

        return Read(reply.Content, now);
    }

    private async Task<Uri> DiscoverAsync(CancellationToken cancellationToken)
    {
        FhirReply reply = await open.SendAsync(
            new FhirRequest(new Uri(open.Hosts.Base, ".well-known/smart-configuration")) { Accept = "application/json", Authorize = false, ExpectsResource = false }, cancellationToken);
        if (reply.Problem is { } problem)
        {
            throw new AccessTokenException("The server's SMART configuration cannot be read; give TokenEndpoint if it publishes none. " + problem.Text);
        }

        using JsonDocument? document = Parse(reply.Content);
        JsonElement configuration = document?.RootElement ?? default;
        Check(configuration, "token_endpoint_auth_methods_supported"u8, "private_key_jwt");
        Check(configuration, "token_endpoint_auth_signing_alg_values_supported"u8, Key.Algorithm);
        Check(configuration, "grant_types_supported"u8, "client_credentials");
        return configuration.Text("token_endpoint"u8) is { } text && AuthorizationOptions.IsUsable(text)
            ? new Uri(text)
            : throw new AccessTokenException("The server's SMART configuration names no token endpoint under https. Give TokenEndpoint.");
    }

    /// <summary>What a server lists must hold what this client does; what it does not list it may still do.</summary>
    private static void Check(JsonElement configuration, ReadOnlySpan<byte> name, string wanted)
    {
        JsonElement listed = configuration.Get(name);
        if (listed.ValueKind == JsonValueKind.Array && !listed.Items().Any(item => item.Text() == wanted))
        {
            throw new AccessTokenException($"The server's SMART configuration does not offer {wanted}. Register a key of the other kind, or use another Authorization kind.");
        }
    }

    private static AccessToken Read(ReadOnlyMemory<byte> content, DateTimeOffset now)
    {
        using JsonDocument? document = Parse(content);
        JsonElement answer = document?.RootElement ?? default;
        if (answer.Text("access_token"u8) is not { } token || !string.Equals(answer.Text("token_type"u8), "bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw new AccessTokenException("The token endpoint answered without a bearer token. Check TokenEndpoint.");
        }

        string[] granted = answer.Text("scope"u8)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? ["unstated"];
        if (granted.Length == 0)
        {
            throw new AccessTokenException("The token endpoint grants no scope. Ask for the scopes that reading needs.");
        }

        TimeSpan lifetime = answer.Get("expires_in"u8).Number() is > 0 and < 86_400 * 365 and { } seconds ? TimeSpan.FromSeconds(seconds) : UnstatedLifetime;
        return new AccessToken(token, now, lifetime);
    }

    private static string? ErrorOf(ReadOnlyMemory<byte> content)
    {
        using JsonDocument? document = Parse(content);
        string? error = document?.RootElement.Text("error"u8);
        return error is not null && error.Length <= 40 && error.All(static character => char.IsAsciiLetterLower(character) || character == '_') ? error : null;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
