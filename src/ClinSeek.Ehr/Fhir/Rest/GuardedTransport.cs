namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>
/// Connections to a server that is no FHIR server, under the same rules as those to one: its own origin and named hosts only, no
/// private network behind another name, tokens to its origin alone.
/// </summary>
public static class GuardedTransport
{
    /// <summary>A transport whose exchanges fail with <see cref="HostRefusedException"/> or <see cref="Authorization.AccessTokenException"/> where a rule forbids them.</summary>
    /// <param name="server">Base, hosts and authorization; free of <see cref="FhirServerOptions.Problems"/>.</param>
    /// <param name="time">The clock that tokens are renewed by.</param>
    public static HttpMessageInvoker Create(FhirServerOptions server, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(server);
        var hosts = new HostPolicy(server.Base!, server.AllowedHosts);
        HttpMessageInvoker transport = FhirTransport.Create(hosts);
        return new HttpMessageInvoker(new GuardedHandler(hosts, Authorization.AccessTokens.For(server, hosts, transport, time), transport));
    }
}
