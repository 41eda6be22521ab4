using System.Buffers;
using System.Globalization;
using System.Net;
using ClinSeek.Imaging.Decoding;
using Polly;
using Polly.Retry;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>Sends requests to one archive: bounds time and bytes, and repeats what may succeed later, as the server asks.</summary>
internal sealed class DicomWebHttp(HttpMessageInvoker transport, DicomWebLimits limits, TimeProvider time)
{
    private static readonly ResiliencePropertyKey<TimeSpan?> ServersWait = new("wait");

    private readonly ResiliencePipeline<FilmResult<DicomWebReply>> _retry = Retry(limits, time);

    /// <summary>An answer of any status that is not to be repeated, or why there is none.</summary>
    /// <param name="request">Makes the request, once for every attempt.</param>
    /// <param name="cancellationToken">Stops the exchange.</param>
    public async Task<FilmResult<DicomWebReply>> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _retry.ExecuteAsync(async attempt => await ExchangeAsync(request, attempt), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<FilmResult<DicomWebReply>> ExchangeAsync(Func<HttpRequestMessage> request, ResilienceContext context)
    {
        using var timeout = new CancellationTokenSource(limits.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, timeout.Token);
        context.Properties.Set(ServersWait, null);
        try
        {
            using HttpRequestMessage message = request();
            using HttpResponseMessage response = await transport.SendAsync(message, either.Token);
            context.Properties.Set(ServersWait, Wait(response));
            byte[]? content = await ReadAsync(response.Content, either.Token);
            if (content is null) return DicomWebFailures.TooLarge(limits.MaxBytes);
            return (int)response.StatusCode is 408 or 429 or >= 500
                ? DicomWebFailures.Of(response.StatusCode)
                : new DicomWebReply(response.StatusCode, response.Content.Headers.ContentType, content);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return DicomWebFailures.TooLong(limits.RequestTimeout);
        }
        catch (Exception refused) when ((refused as DicomWebRefusedException ?? refused.InnerException as DicomWebRefusedException) is { } rule)
        {
            return DicomWebFailures.Refused(rule.Message);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or InvalidDataException)
        {
            return DicomWebFailures.NoConnection();
        }
    }

    /// <summary>The body, or null where it is above the limit; what comes compressed is counted as it unfolds.</summary>
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limits.MaxBytes) return null;
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        byte[] chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                if (buffer.Length + read > limits.MaxBytes) return null;
                buffer.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return buffer.ToArray();
    }

    private TimeSpan? Wait(HttpResponseMessage response)
    {
        // Azure tells milliseconds in a header of its own, and more exactly than in whole seconds.
        if (response.Headers.TryGetValues("x-ms-retry-after-ms", out IEnumerable<string>? values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            && milliseconds is >= 0 and < 86_400_000) return TimeSpan.FromMilliseconds(milliseconds);
        TimeSpan? wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static ResiliencePipeline<FilmResult<DicomWebReply>> Retry(DicomWebLimits limits, TimeProvider time)
    {
        if (limits.MaxAttempts == 1) return ResiliencePipeline<FilmResult<DicomWebReply>>.Empty;
        return new ResiliencePipelineBuilder<FilmResult<DicomWebReply>> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FilmResult<DicomWebReply>>
            {
                MaxRetryAttempts = limits.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = limits.RetryDelay,
                MaxDelay = limits.MaxRetryDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result?.Failure?.Kind == FilmFailureKind.Unreachable && !(Asked(arguments.Context) > limits.MaxRetryDelay)),
                DelayGenerator = static arguments => ValueTask.FromResult(Asked(arguments.Context)),
            })
            .Build();
    }

    private static TimeSpan? Asked(ResilienceContext context) => context.Properties.GetValue(ServersWait, null);
}
