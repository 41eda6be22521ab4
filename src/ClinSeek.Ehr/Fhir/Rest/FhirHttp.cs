using System.Net;
using System.Net.Http.Headers;
using ClinSeek.Ehr.Fhir.Authorization;
using Polly;
using Polly.Retry;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>
/// Sends requests to one server: repeats what may succeed later as the server asks, renews a refused token once, follows redirects
/// where the policy lets it, and bounds time and bytes. Failures are values of the reply.
/// </summary>
internal sealed class FhirHttp(HostPolicy hosts, IAccessTokenSource tokens, PullLimits limits, HttpMessageInvoker transport, TimeProvider time)
{
    private const int MaxRedirects = 5;

    private readonly ResiliencePipeline<FhirReply> _retry = Retry(limits, time);

    public HostPolicy Hosts => hosts;

    public PullLimits Limits => limits;

    public TimeProvider Time => time;

    public async Task<FhirReply> SendAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        int attempts = 0;
        FhirReply reply = await _retry.ExecuteAsync(
            async token =>
            {
                attempts++;
                return await FollowAsync(request, token);
            },
            cancellationToken);
        return reply with { Repeats = attempts - 1 };
    }

    private async Task<FhirReply> FollowAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        Uri address = request.Address;
        bool renewed = false;
        for (int hop = 0; hop <= MaxRedirects;)
        {
            if (!hosts.Allows(address))
            {
                return Failed(address, PullCodes.HostRefused, $"The address leads to the host '{address.IdnHost}', which is not allowed (another host, or without TLS). Name it under AllowedHosts if it belongs to the server.");
            }

            string? token;
            try
            {
                token = request.Authorize && hosts.IsOwn(address) ? await tokens.GetAsync(cancellationToken) : null;
            }
            catch (AccessTokenException refused)
            {
                return Failed(address, PullCodes.Unauthorized, refused.Message);
            }

            FhirReply reply = await ExchangeAsync(request, address, token, cancellationToken);
            if (reply.Status == HttpStatusCode.Unauthorized && token is not null && !renewed)
            {
                renewed = true;
                tokens.Refused(token);
                continue;
            }

            // A form that is posted again elsewhere would have to be a GET, and its parameters would stand in an address.
            bool followed = (int)reply.Status is 307 or 308 || ((int)reply.Status is 301 or 302 or 303 && request.Method == HttpMethod.Get);
            if (!followed || reply.Location is null || !Addresses.TryResolve(address, reply.Location, out Uri? next))
            {
                return reply;
            }

            address = next;
            hop++;
        }

        return Failed(address, PullCodes.ServerError, $"The server redirected more than {MaxRedirects} times. Give the final address as BaseUrl.");
    }

    private async Task<FhirReply> ExchangeAsync(FhirRequest request, Uri address, string? token, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(request.Timeout ?? limits.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using HttpRequestMessage message = Message(request, address, token);
            using HttpResponseMessage response = await transport.SendAsync(message, either.Token);
            (byte[] content, bool whole) = request.Consume is { } consume && response.IsSuccessStatusCode
                ? await HandOverAsync(response.Content, consume, either.Token)
                : await ReadAsync(response.Content, either.Token);
            var reply = new FhirReply(address, response.StatusCode, content)
            {
                MediaType = response.Content.Headers.ContentType?.MediaType,
                ETag = response.Headers.ETag?.ToString(),
                Location = (response.Content.Headers.ContentLocation ?? response.Headers.Location)?.OriginalString,
                Progress = response.Headers.TryGetValues("X-Progress", out IEnumerable<string>? progress) ? progress.First() : null,
                RetryAfter = RetryAfter.Of(response.Headers, time.GetUtcNow()),
                ReceivedAt = time.GetUtcNow(),
            };
            return whole
                ? ReplyJudge.Judge(request, reply)
                : reply with { Content = default, Problem = new FhirProblem(PullCodes.ByteLimit, $"One answer is above the limit of {limits.MaxPageBytes} bytes and was not taken. Raise Limits:MaxPageBytes, or lower Limits:PageSize.") };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(address, PullCodes.Timeout, $"The server took longer than {limits.RequestTimeout.TotalSeconds:0} s to answer. Raise Limits:RequestTimeout, or lower Limits:PageSize.", transient: true);
        }
        catch (Exception refused) when (refused is HostRefusedException || refused.InnerException is HostRefusedException)
        {
            return Failed(address, PullCodes.HostRefused, $"The host '{address.IdnHost}' leads into a private network and was not asked.");
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(address, PullCodes.Connection, "The connection to the server failed or was cut. Check the address and the network.", transient: true);
        }
    }

    private static HttpRequestMessage Message(FhirRequest request, Uri address, string? token)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", "ClinSeek");
        if (request.Prefer is not null)
        {
            message.Headers.TryAddWithoutValidation("Prefer", request.Prefer);
        }

        if (request.IfNoneMatch is not null)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", request.IfNoneMatch);
        }

        if (token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if ((request.Form ?? request.MakeForm?.Invoke()) is { } form)
        {
            message.Content = new FormUrlEncodedContent(form);
        }
        else if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(FhirPageReader.Json) } };
        }

        return message;
    }

    private static async Task<(byte[] Content, bool Whole)> HandOverAsync(
        HttpContent content, Func<Stream, CancellationToken, Task> consume, CancellationToken cancellationToken)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        await consume(stream, cancellationToken);
        return ([], true);
    }

    private async Task<(byte[] Content, bool Whole)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limits.MaxPageBytes)
        {
            return ([], false);
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        // The length of what comes decoded is not known; a bomb stops at the limit.
        using var buffer = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                if (buffer.Length + read > limits.MaxPageBytes)
                {
                    return ([], false);
                }

                buffer.Write(chunk, 0, read);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        }

        return (buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray(), true);
    }

    private FhirReply Failed(Uri address, string code, string text, bool transient = false) =>
        new(address, 0, default) { ReceivedAt = time.GetUtcNow(), Problem = new FhirProblem(code, text, transient) };

    private static ResiliencePipeline<FhirReply> Retry(PullLimits limits, TimeProvider time)
    {
        if (limits.MaxAttempts == 1)
        {
            return ResiliencePipeline<FhirReply>.Empty;
        }

        return new ResiliencePipelineBuilder<FhirReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FhirReply>
            {
                MaxRetryAttempts = limits.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = limits.RetryDelay,
                MaxDelay = limits.MaxRetryDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { Problem.Transient: true } reply && !(reply.RetryAfter > limits.MaxRetryDelay)),
                // Never before the server's time; the jitter of the strategy is added where the server names none.
                DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter),
            })
            .Build();
    }
}
