using Azure.Identity;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>Makes the source of tokens that a server's options ask for.</summary>
internal static class AccessTokens
{
    public static IAccessTokenSource For(FhirServerOptions server, HostPolicy hosts, HttpMessageInvoker transport, TimeProvider time)
    {
        AuthorizationOptions options = server.Authorization;
        return options.Kind switch
        {
            AuthorizationKind.Bearer => new BearerToken(options.Token, options.TokenFile),
            AuthorizationKind.SmartBackend => Smart(server, hosts, transport, time),
            AuthorizationKind.Entra => new EntraToken(new DefaultAzureCredential(), options.Scope ?? hosts.Base.GetLeftPart(UriPartial.Authority) + "/.default", time),
            _ => NoAccessToken.Instance,
        };
    }

    private static SmartBackendToken Smart(FhirServerOptions server, HostPolicy hosts, HttpMessageInvoker transport, TimeProvider time)
    {
        var open = new FhirHttp(hosts, NoAccessToken.Instance, server.Limits, transport, time);
        // The token endpoint often lies on another host than the API; it is given the assertion and nothing else.
        FhirHttp Endpoint(Uri address)
        {
            var policy = new HostPolicy(address, []);
            return new FhirHttp(policy, NoAccessToken.Instance, server.Limits, FhirTransport.Create(policy), time);
        }

        return new SmartBackendToken(server.Authorization, open, Endpoint, time);
    }
}
