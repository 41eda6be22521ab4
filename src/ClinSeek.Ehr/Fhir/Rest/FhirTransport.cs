using System.Net;
using System.Net.Sockets;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Connections to one server: no cookies, no redirects of its own, decoded by the handler, and only to addresses that the policy lets pass.</summary>
internal static class FhirTransport
{
    public static HttpMessageInvoker Create(HostPolicy policy) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(policy, context, cancellationToken),
    });

    private static async ValueTask<Stream> ConnectAsync(HostPolicy policy, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        // A proxy of the environment may lie anywhere; it resolves names itself.
        bool isProxy = !string.Equals(context.InitialRequestMessage.RequestUri?.IdnHost, target.Host, StringComparison.OrdinalIgnoreCase);
        IPAddress[] addresses = IPAddress.TryParse(target.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        // Checked after the name is resolved and connected to as resolved: a name cannot mean another address a moment later.
        IPAddress[] usable = [.. addresses.Where(address => isProxy || policy.MayConnect(target.Host, address))];
        if (usable.Length == 0)
        {
            throw new HostRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
