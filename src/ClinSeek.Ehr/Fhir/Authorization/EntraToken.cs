using Azure.Core;
using Azure.Identity;

namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>Tokens of Microsoft Entra ID for Azure Health Data Services.</summary>
internal sealed class EntraToken(TokenCredential credential, string scope, TimeProvider time) : CachedAccessToken(time)
{
    protected override async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            Azure.Core.AccessToken token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
            DateTimeOffset now = Time.GetUtcNow();
            return new AccessToken(token.Token, now, token.ExpiresOn - now);
        }
        catch (AuthenticationFailedException refused)
        {
            throw new AccessTokenException("Entra ID gives no token for the server. Check the identity of this process and its role at the server (FHIR Data Reader); a new role takes minutes.", refused);
        }
    }
}
