using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Telemetry;

/// <summary>
/// Makes a <c>chat</c> span and the conventions' measurements of each model call. Messages are left out unless they are asked
/// for: they hold what the record says.
/// </summary>
/// <param name="inner">The client that makes the calls.</param>
/// <param name="endpoint">Where it makes them.</param>
/// <param name="captureContent">Whether messages go into the span: PHI.</param>
public sealed class TracedChatClient(IChatClient inner, Uri endpoint, bool captureContent = false) : DelegatingChatClient(inner)
{
    private readonly string _provider = Provider(endpoint);

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> sent = [.. messages];
        using Activity? span = Begin(sent, options);
        long start = Stopwatch.GetTimestamp();
        try
        {
            ChatResponse response = await base.GetResponseAsync(sent, options, cancellationToken);
            End(span, options, response, start, null);
            return response;
        }
        catch (Exception error)
        {
            End(span, options, null, start, error);
            throw;
        }
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> sent = [.. messages];
        using Activity? span = Begin(sent, options);
        long start = Stopwatch.GetTimestamp();
        var updates = new List<ChatResponseUpdate>();
        IAsyncEnumerator<ChatResponseUpdate> source = base.GetStreamingResponseAsync(sent, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (source)
        {
            while (true)
            {
                try
                {
                    if (!await source.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception error)
                {
                    End(span, options, null, start, error);
                    throw;
                }

                updates.Add(source.Current);
                yield return source.Current;
            }
        }

        End(span, options, updates.ToChatResponse(), start, null);
    }

    private Activity? Begin(List<ChatMessage> messages, ChatOptions? options)
    {
        Activity? span = Instruments.Source.StartActivity($"{GenAi.Operations.Chat} {options?.ModelId}".TrimEnd(), ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(GenAi.OperationName, GenAi.Operations.Chat).SetTag(GenAi.ProviderName, _provider).SetTag(GenAi.RequestModel, options?.ModelId)
                .SetTag(GenAi.ServerAddress, endpoint.Host).SetTag(GenAi.ServerPort, endpoint.Port)
                .SetTag(GenAi.RequestMaxTokens, options?.MaxOutputTokens).SetTag(GenAi.RequestTemperature, options?.Temperature).SetTag(GenAi.RequestSeed, options?.Seed);
            if (captureContent)
            {
                span.SetTag(GenAi.InputMessages, Written(messages));
            }
        }

        return span;
    }

    private void End(Activity? span, ChatOptions? options, ChatResponse? response, long start, Exception? error)
    {
        TagList tags = new() { { GenAi.OperationName, GenAi.Operations.Chat }, { GenAi.ProviderName, _provider }, { GenAi.RequestModel, options?.ModelId } };
        if (response is not null)
        {
            tags.Add(GenAi.ResponseModel, response.ModelId);
            Count(tags, "input", response.Usage?.InputTokenCount);
            Count(tags, "output", response.Usage?.OutputTokenCount);
        }

        if (error is not null)
        {
            tags.Add(GenAi.ErrorType, error.GetType().Name);
        }

        Instruments.OperationDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tags);
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        if (response is not null)
        {
            span.SetTag(GenAi.ResponseModel, response.ModelId).SetTag(GenAi.ResponseId, response.ResponseId)
                .SetTag(GenAi.FinishReasons, new[] { response.FinishReason?.Value ?? (response.Messages.Any(static message => message.Contents.OfType<FunctionCallContent>().Any()) ? "tool_calls" : "stop") })
                .SetTag(GenAi.InputTokens, response.Usage?.InputTokenCount).SetTag(GenAi.OutputTokens, response.Usage?.OutputTokenCount);
            if (captureContent)
            {
                span.SetTag(GenAi.OutputMessages, Written(response.Messages));
            }
        }

        if (error is not null)
        {
            // The type and never the message: a provider's words may quote the prompt.
            span.SetTag(GenAi.ErrorType, error.GetType().Name).SetStatus(ActivityStatusCode.Error);
        }
    }

    private static void Count(TagList tags, string type, long? tokens)
    {
        if (tokens is { } known)
        {
            tags.Add(GenAi.TokenType, type);
            Instruments.TokenUsage.Record(known, tags);
        }
    }

    private static string Written(IEnumerable<ChatMessage> messages) => JsonSerializer.Serialize(messages.Select(static message => new
    {
        role = message.Role.Value,
        parts = message.Contents.Select(static object? (content) => content switch
        {
            TextContent text => new { type = "text", content = text.Text },
            FunctionCallContent call => new { type = "tool_call", id = call.CallId, name = call.Name, arguments = call.Arguments },
            FunctionResultContent result => new { type = "tool_call_response", id = result.CallId, response = result.Result?.ToString() },
            _ => new { type = content.GetType().Name },
        }),
    }));

    private static string Provider(Uri endpoint) => endpoint.Host switch
    {
        _ when endpoint.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
        _ when endpoint.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.inference",
        // What speaks OpenAI's protocol is named so by the conventions, whoever serves it.
        _ => "openai",
    };
}
