using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Explains what an endpoint refused, without repeating its words: they may quote the prompt.</summary>
internal static class OpenAIFailures
{
    // What providers say where a prompt is longer than the model's context; each has words of its own.
    private static readonly string[] OverflowWords =
        ["context_length", "context length", "context window", "context size", "maximum context", "prompt is too long", "too many tokens", "reduce the length", "exceeds the available context"];

    /// <summary>Cause and remedy of a failed request.</summary>
    public static ReasonerUnavailableException Explain(ClientResultException error)
    {
        if (error.Status is 400 or 413 or 422 && SpeaksOfOverflow(error))
        {
            return new ReasonerUnavailableException(
                string.Create(CultureInfo.InvariantCulture, $"The prompt is longer than the model's context; set contextTokens in the model's profile to what the endpoint serves. (HTTP {error.Status})"), null, error)
            {
                IsPermanent = true,
                IsOverflow = true,
            };
        }

        string cause = error.Status switch
        {
            0 => "The model's endpoint cannot be reached; check Model:Endpoint and the network.",
            401 or 403 => "The model's endpoint refused the credentials; check Model:ApiKey or the identity's role.",
            404 => "The model's endpoint does not know the model; check Model:Endpoint (it ends in /v1) and Model:Name.",
            408 or 504 => "The model's endpoint did not answer in time; the step is tried again.",
            413 => "The request was too large for the model's endpoint; set contextTokens in the model's profile to what it serves.",
            429 => "The model's endpoint is limiting requests; the step is tried again after the time it asked for.",
            >= 500 => "The model's endpoint failed; the step is tried again.",
            _ => "The model's endpoint refused the request; check that it supports chat completions with tools.",
        };
        return new ReasonerUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{cause} (HTTP {error.Status})"), RetryAfter(error), error)
        {
            // Asking again changes nothing of these; a person has to.
            IsPermanent = error.Status is >= 400 and < 500 and not (408 or 409 or 425 or 429),
        };
    }

    /// <summary>An endpoint that did not answer, or not in time.</summary>
    public static ReasonerUnavailableException Unreachable(Exception error) => new(
        "The model's endpoint cannot be reached or did not answer in time; check the endpoint and the network, then the step is tried again.", null, error);

    private static bool SpeaksOfOverflow(ClientResultException error)
    {
        if (error.GetRawResponse() is not { } response)
        {
            return false;
        }

        string body;
        try
        {
            body = response.Content.ToString();
        }
        catch (InvalidOperationException)
        {
            // A streamed answer's body is not buffered.
            body = Buffered(response);
        }

        return OverflowWords.Any(words => body.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    private static string Buffered(PipelineResponse response)
    {
        try
        {
            return response.BufferContent().ToString();
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidOperationException or JsonException)
        {
            return "";
        }
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
