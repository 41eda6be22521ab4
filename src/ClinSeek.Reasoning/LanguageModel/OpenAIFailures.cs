using System.ClientModel;
using System.Globalization;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Explains what an endpoint refused, without repeating its words: they may quote the prompt.</summary>
internal static class OpenAIFailures
{
    /// <summary>Cause and remedy of a failed request.</summary>
    public static ReasonerUnavailableException Explain(ClientResultException error)
    {
        string cause = error.Status switch
        {
            0 => "The model's endpoint cannot be reached; check Model:Endpoint and the network.",
            401 or 403 => "The model's endpoint refused the credentials; check Model:ApiKey or the identity's role.",
            404 => "The model's endpoint does not know the model; check Model:Endpoint (it ends in /v1) and Model:Name.",
            408 or 504 => "The model's endpoint did not answer in time; the step is tried again.",
            413 => "The request was too large for the model's endpoint; lower the characters shown of results.",
            429 => "The model's endpoint is limiting requests; the step is tried again after the time it asked for.",
            >= 500 => "The model's endpoint failed; the step is tried again.",
            _ => "The model's endpoint refused the request; check that it supports chat completions with tools.",
        };
        return new ReasonerUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{cause} (HTTP {error.Status})"), RetryAfter(error), error);
    }

    private static TimeSpan? RetryAfter(ClientResultException error)
    {
        if (error.GetRawResponse()?.Headers is not { } headers)
        {
            return null;
        }

        if (headers.TryGetValue("retry-after-ms", out string? milliseconds) && double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double wait) && wait is >= 0 and < 86_400_000)
        {
            return TimeSpan.FromMilliseconds(wait);
        }

        if (!headers.TryGetValue("Retry-After", out string? after) || after is null)
        {
            return null;
        }

        if (double.TryParse(after, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
        {
            return seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null;
        }

        // A date counts from the answer's own clock, so that ours does not matter.
        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until)
            && headers.TryGetValue("Date", out string? date) && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset now) && until > now
            ? until - now
            : null;
    }
}
