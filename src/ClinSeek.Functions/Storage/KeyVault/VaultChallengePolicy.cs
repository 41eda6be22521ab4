using Azure.Core;
using Azure.Core.Pipeline;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>
/// Shows a vault the token that it asks for. Until it has asked, requests go without token and without content, so that nothing
/// secret leaves before the vault's cloud and tenant are known.
/// </summary>
internal sealed class VaultChallengePolicy(TokenCredential credential, Uri vault) : BearerTokenAuthenticationPolicy(credential, [])
{
    private const string HeldBack = "clinseek.content";

    private VaultChallenge? _asked;

    /// <inheritdoc />
    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (_asked is { } asked)
        {
            GiveBack(message);
            await AuthenticateAndAuthorizeRequestAsync(message, Context(message, asked with { Claims = null }));
        }
        else if (message.Request.Content is { } content)
        {
            message.SetProperty(HeldBack, content);
            message.Request.Content = null;
        }
    }

    /// <inheritdoc />
    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        GiveBack(message);
        if (!message.Response.Headers.TryGetValue("WWW-Authenticate", out string? header) || VaultChallenge.Read(header) is not { } challenge)
        {
            return false;
        }

        if (!challenge.IsFor(vault))
        {
            throw new StorageException($"{vault} asks for a token for '{challenge.Scope.Host}', which is not its own service; it got none. Check Keys__VaultUri.");
        }

        _asked = challenge;
        await AuthenticateAndAuthorizeRequestAsync(message, Context(message, challenge));
        return true;
    }

    private static void GiveBack(HttpMessage message)
    {
        if (message.Request.Content is null && message.TryGetProperty(HeldBack, out object? held))
        {
            message.Request.Content = (RequestContent)held!;
        }
    }

    private static TokenRequestContext Context(HttpMessage message, VaultChallenge challenge) =>
        new([challenge.ScopeText], message.Request.ClientRequestId, challenge.Claims, challenge.Tenant);
}
