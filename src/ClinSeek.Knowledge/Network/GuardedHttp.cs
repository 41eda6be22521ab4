using System.Net;
using System.Net.Sockets;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>
/// HTTP that cannot be led astray: allowed hosts only, every redirect checked like the first address, connections to
/// public addresses only (checked at connecting, so that a name which changes its mind is caught), no proxy, no cookies,
/// bounded time and size. A message about a failure names the host, never the query.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private readonly FetchPolicy policy;
    private readonly HttpClient client;
    private readonly TimeProvider time;

    /// <summary>HTTP under a policy.</summary>
    public GuardedHttp(FetchPolicy policy, TimeProvider time)
        : this(policy, time, AddressGuard.IsPublic)
    {
    }

    internal GuardedHttp(FetchPolicy policy, TimeProvider time, Func<IPAddress, bool> isPublic)
    {
        this.policy = policy;
        this.time = time;
        client = new HttpClient(Handler(policy, isPublic)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ClinSeek/0.1 (research)");
    }

    /// <summary>A client with the same guards at connecting, for libraries that speak HTTP themselves. It follows no redirect.</summary>
    internal HttpClient Client => client;

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="SourceException">It is not allowed, did not answer in time, was refused, or is too large.</exception>
    public async Task<Fetched> SendAsync(Func<Uri, HttpRequestMessage> request, Uri address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(address);
        using var deadline = new CancellationTokenSource(policy.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await FollowAsync(request, address, linked.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"{address.Host} did not answer within {policy.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException error)
        {
            throw new SourceException(error.InnerException is SourceException refused ? refused.Message : $"{address.Host} could not be reached ({error.HttpRequestError}).", error);
        }
        catch (IOException error)
        {
            throw new SourceException($"The answer of {address.Host} broke off.", error);
        }
    }

    /// <summary>Gets an address.</summary>
    /// <exception cref="SourceException">See <see cref="SendAsync"/>.</exception>
    public Task<Fetched> GetAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(static target => new HttpRequestMessage(HttpMethod.Get, target), address, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static SocketsHttpHandler Handler(FetchPolicy policy, Func<IPAddress, bool> isPublic) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = policy.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancellationToken) =>
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
            IPAddress[] allowed = policy.AllowPrivateNetwork ? addresses : [.. addresses.Where(isPublic)];
            if (allowed.Length == 0)
            {
                throw new SourceException($"{context.DnsEndPoint.Host} leads to an address of this machine or its network; such addresses are never fetched.");
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private async Task<Fetched> FollowAsync(Func<Uri, HttpRequestMessage> request, Uri address, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            if (!policy.Allows(address))
            {
                throw new SourceException($"{address.Host} is not on the list of allowed hosts of this source, or its address is not https; the operator can add it.");
            }

            using HttpRequestMessage message = request(address);
            using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && response.Headers.Location is { } location)
            {
                if (redirects == policy.MaxRedirects)
                {
                    throw new SourceException($"{address.Host} redirects more than {policy.MaxRedirects} times.");
                }

                Uri next = new(address, location);
                // Keys go with headers: another host must not get them.
                if (next.IdnHost != address.IdnHost && message.Headers.Any(static header => header.Key is "Authorization" or "X-API-KEY" or "api-key"))
                {
                    throw new SourceException($"{address.Host} redirects a request with a key to another host; that is not followed.");
                }

                address = next;
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new SourceException($"{address.Host} answered with status {(int)response.StatusCode}{Hint(response.StatusCode)}.");
            }

            return new Fetched(address, response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? string.Empty, response.Content.Headers.ContentType?.CharSet, await ReadAsync(response, address, cancellationToken));
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > policy.MaxBytes)
        {
            throw TooLarge(address);
        }

        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > policy.MaxBytes)
            {
                throw TooLarge(address);
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private SourceException TooLarge(Uri address) => new($"The answer of {address.Host} is larger than {policy.MaxBytes / 1_048_576.0:0.#} MB; open a smaller page of it.");

    private static string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "; the operator should check the source's key",
        HttpStatusCode.TooManyRequests => "; it wants fewer requests, try again later",
        HttpStatusCode.NotFound => "; there is no such page",
        _ => string.Empty,
    };
}
