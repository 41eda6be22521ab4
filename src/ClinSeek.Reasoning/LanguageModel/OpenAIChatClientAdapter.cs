using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// Speaks to OpenAI, to Azure OpenAI and to any endpoint that is compatible with OpenAI's chat completions. Transport, credentials and time-outs are the
/// OpenAI package's; bodies are written and read here, because compatible servers differ in what they take and add. The
/// client's own retries are off: a step that fails is tried again by the orchestrator, where it is recorded.
/// </summary>
public sealed class OpenAIChatClientAdapter(ChatClient client, string model) : IChatClient
{
    /// <summary>
    /// Writes a request's body beforehand, so that a place at the model is taken only for what the model does. The body is
    /// sent where <see cref="ChatOptions.RawRepresentationFactory"/> gives it.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">What else goes into the request.</param>
    /// <param name="stream">Whether the answer is asked for as a stream.</param>
    public BinaryData Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream) => OpenAIRequest.Write(model, messages, options, stream);

    /// <inheritdoc />
    /// <exception cref="ReasonerUnavailableException">The endpoint refused or could not be reached.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ClientResult result = await SendAsync(messages, options, stream: false, cancellationToken);
            return OpenAIResponse.Read(result.GetRawResponse().Content);
        }
        catch (Exception error) when (Explain(error, cancellationToken) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ReasonerUnavailableException">The endpoint refused, could not be reached, or stopped half-way.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Stream? body;
        try
        {
            body = (await SendAsync(messages, options, stream: true, cancellationToken)).GetRawResponse().ContentStream;
        }
        catch (Exception error) when (Explain(error, cancellationToken) is { } explained)
        {
            throw explained;
        }

        await using IAsyncEnumerator<ChatResponseUpdate> updates = OpenAIStream.ReadAsync(body ?? Stream.Null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception error) when (Explain(error, cancellationToken) is { } explained)
            {
                throw explained;
            }

            yield return updates.Current;
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

    private Task<ClientResult> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken)
    {
        var request = new RequestOptions { CancellationToken = cancellationToken, BufferResponse = !stream };
        BinaryData body = options?.RawRepresentationFactory?.Invoke(this) as BinaryData ?? Write(messages, options, stream);
        return client.CompleteChatAsync(BinaryContent.Create(body), request);
    }

    /// <summary>What an exception means for a case; null where it means nothing but itself, such as a case that was cancelled.</summary>
    private static ReasonerUnavailableException? Explain(Exception error, CancellationToken cancellationToken) => error switch
    {
        ReasonerUnavailableException => null,
        ClientResultException refused => OpenAIFailures.Explain(refused),
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        IOException or HttpRequestException or OperationCanceledException or AggregateException => OpenAIFailures.Unreachable(error),
        JsonException or InvalidOperationException => new ReasonerUnavailableException(
            "The model's endpoint answered with something that is not a chat completion; check that the endpoint ends in /v1 and speaks the chat completions protocol.", null, error),
        _ => null,
    };
}
