using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ClinSeek.Functions.Storage.Http;

/// <summary>
/// Tries again what the service may do later (408, 429, 5xx) and what was lost on the way. Waits as long as the service asks
/// for, unless that is longer than an activity can wait.
/// </summary>
internal sealed class ServiceRetryPolicy(int tries, DelayStrategy delays) : RetryPolicy(tries, delays)
{
    /// <summary>How long a service asks to be left alone; null where it does not say.</summary>
    /// <param name="response">Its answer, with <c>Retry-After</c> in seconds or as a date.</param>
    public static TimeSpan? AskedToWait(Response response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out string? text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // Measured by the service's own clock: this machine's may differ.
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset until) && response.Headers.Date is { } now ? until - now : null;
    }

    /// <inheritdoc />
    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        // What is said in our own words is a refusal of our own, and stays one.
        exception is StorageException || (message.HasResponse && exception is null && AskedToWait(message.Response) > ServicePipelineOptions.LongestWait)
            ? ValueTask.FromResult(false)
            : base.ShouldRetryAsync(message, exception);
}
