using System.Net;
using System.Net.Http.Headers;
using ClinSeek.Ehr.Fhir.Authorization;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Holds every request, and every redirect of one, against a server's rules; renews a refused token once.</summary>
internal sealed class GuardedHandler(HostPolicy hosts, IAccessTokenSource tokens, HttpMessageInvoker transport) : HttpMessageHandler
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool renewed = false;
        for (int hop = 0; ;)
        {
            Uri address = request.RequestUri!;
            if (!hosts.Allows(address)) throw new HostRefusedException(address.IdnHost);
            string? token = hosts.IsOwn(address) ? await tokens.GetAsync(cancellationToken) : null;
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            HttpResponseMessage response = await transport.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null && !renewed)
            {
                renewed = true;
                tokens.Refused(token);
                response.Dispose();
                continue;
            }

            // What is posted is not posted again to an address that an answer names.
            bool followed = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && request.Method == HttpMethod.Get;
            if (!followed || hop++ == MaxRedirects || response.Headers.Location is not { } location
                || !Addresses.TryResolve(address, location.OriginalString, out Uri? next))
            {
                return response;
            }

            response.Dispose();
            request.RequestUri = next;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (tokens as IDisposable)?.Dispose();
            transport.Dispose();
        }

        base.Dispose(disposing);
    }
}
