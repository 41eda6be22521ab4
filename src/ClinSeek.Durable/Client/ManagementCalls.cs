using System.Net;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Durable.Client;

/// <summary>Calls to a management API: sending, trying again where the host is busy, reading. No message holds an address: its query is secret.</summary>
internal sealed class ManagementCalls(HttpClient http, HttpDurableTaskClientOptions options)
{
    /// <summary>Pages are asked for, and announced, by this header.</summary>
    public const string ContinuationHeader = "x-ms-continuation-token";

    private const int LongestExplanation = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // Outputs of user code may nest deeper than the reader allows by itself.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public async Task<HttpResponseMessage> GetAsync(Uri address, string? continuation, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (continuation is not null)
                request.Headers.TryAddWithoutValidation(ContinuationHeader, continuation);
            var answer = await http.SendAsync(request, cancellationToken);
            if (attempt >= options.RetriesWhenBusy || !IsBusy(answer.StatusCode))
                return answer;
            var wait = RetryAfter(answer) ?? TimeSpan.FromSeconds(1 << attempt);
            answer.Dispose();
            await Task.Delay(wait < LongestWait ? wait : LongestWait, options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Posts a JSON text, or an empty body of that type.</summary>
    public async Task<HttpResponseMessage> PostAsync(Uri address, string? json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json ?? string.Empty, Encoding.UTF8, "application/json");
        return await http.PostAsync(address, content, cancellationToken);
    }

    public Task<HttpResponseMessage> DeleteAsync(Uri address, CancellationToken cancellationToken) => http.DeleteAsync(address, cancellationToken);

    public TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - options.TimeProvider.GetUtcNow() is { Ticks: > 0 } left => left,
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The token of the next page; the extension sends an empty one at the end.</summary>
    public static string? Continuation(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(ContinuationHeader, out var values) && values.FirstOrDefault() is { Length: > 0 } token ? token : null;

    /// <summary>The JSON of an answer that is one (200, 202).</summary>
    /// <exception cref="HttpRequestException">It is another answer.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw await UnexpectedAsync(answer, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonDocument.ParseAsync(stream, Deep, cancellationToken);
    }

    public static async Task<HttpRequestException> UnexpectedAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        var hint = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "The key in the binding's query is not accepted." : await ExplainAsync(answer, cancellationToken);
        return new HttpRequestException($"The durable management API answered {status}. {hint}", null, answer.StatusCode);
    }

    /// <summary>What the host says about a refusal, shortened.</summary>
    public static async Task<string> ExplainAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Message", out var message))
                text = message.ToString();
        }
        catch (JsonException)
        {
            // Some refusals are plain text.
        }
        return text.Length <= LongestExplanation ? text : text[..LongestExplanation];
    }

    private static bool IsBusy(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
