using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// Speaks to any endpoint that is compatible with OpenAI's chat completions. The client's own retries are off: a step that
/// fails is tried again by the orchestrator, once, where it is recorded.
/// </summary>
public sealed class OpenAIChatClientAdapter(ChatClient client) : IChatClient
{
    /// <inheritdoc />
    /// <exception cref="ReasonerUnavailableException">The endpoint refused or could not be reached.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ClientResult<ChatCompletion> result = await client.CompleteChatAsync(messages.SelectMany(OpenAIMessages.From), OpenAIMessages.From(options), cancellationToken);
            return OpenAIMessages.To(result.Value);
        }
        catch (ClientResultException error)
        {
            throw OpenAIFailures.Explain(error);
        }
        catch (Exception error) when (error is AggregateException or System.Text.Json.JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new ReasonerUnavailableException("The model's endpoint answered with something that is not a chat completion; check that the endpoint ends in /v1 and speaks the chat completions protocol.", null, error);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(client) ? client : null;

    /// <inheritdoc />
    public void Dispose()
    {
        // The OpenAI client holds nothing to release.
    }
}
