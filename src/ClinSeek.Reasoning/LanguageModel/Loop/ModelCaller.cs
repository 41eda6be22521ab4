using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.LanguageModel.Prompts;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>Makes a turn's model calls, each at most once: an answer that is kept is read instead of asked for again.</summary>
internal sealed partial class ModelCaller(IChatClient client, LanguageModelOptions options) : IDisposable
{
    /// <summary>The form of calls that came as the provider's own.</summary>
    public const string NativeForm = "native";

    private const int Shortenings = 3;
    private const int LongestAnswer = 400_000;
    private const int FirstRoom = 32 << 10;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _calls = new(options.MaxConcurrentCalls);

    /// <inheritdoc />
    public void Dispose() => _calls.Dispose();

    /// <summary>The answer of a round: the kept one, or the model's, kept before it is given.</summary>
    /// <param name="file">The case.</param>
    /// <param name="round">1 for the turn's first.</param>
    /// <param name="write">Writes the prompt, in at most so many characters.</param>
    /// <param name="tail">What was said in this turn already.</param>
    /// <param name="known">Whether a name is a tool's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReasonerUnavailableException">The model cannot be reached or refuses.</exception>
    public async Task<ModelExchange> AskAsync(CaseFile file, int round, Func<int, Prompt> write, IReadOnlyList<ChatMessage> tail, Func<string, bool> known, CancellationToken cancellationToken)
    {
        if (await file.Exchanges.FindAsync(round, cancellationToken) is { } kept)
        {
            return kept;
        }

        int most = int.MaxValue;
        for (int shortened = 0; ; shortened++)
        {
            Prompt prompt = write(most);
            List<ChatMessage> messages = [.. prompt.Messages, .. tail];
            try
            {
                ChatResponse response = await SendAsync(file, round, messages, prompt.Tools, cancellationToken);
                return await file.Exchanges.KeepAsync(round, Exchange(response, prompt, messages, shortened, known), cancellationToken);
            }
            catch (ReasonerUnavailableException refused) when (refused.IsOverflow && shortened < Shortenings)
            {
                // Asked again with half of it; what is left out stays in the index by its id, and whole in the store.
                most = (Characters(prompt.Messages) + prompt.ToolCharacters) / 2;
            }
        }
    }

    private async Task<ChatResponse> SendAsync(CaseFile file, int round, List<ChatMessage> messages, IReadOnlyList<AIFunctionDeclaration> tools, CancellationToken cancellationToken)
    {
        var request = new ChatOptions
        {
            ModelId = options.Model,
            MaxOutputTokens = options.Profile.MaxOutputTokens,
            Temperature = options.Profile.Temperature,
            Seed = options.Seed,
            AllowMultipleToolCalls = tools.Count > 0 ? options.Profile.ParallelCalls : null,
            Tools = tools.Count > 0 ? [.. tools] : null,
            Reasoning = Enum.TryParse(options.Profile.ReasoningEffort, ignoreCase: true, out ReasoningEffort effort) ? new ReasoningOptions { Effort = effort } : null,
            AdditionalProperties = options.Profile.Reasons ? new AdditionalPropertiesDictionary { [OpenAIRequest.Reasons] = true } : null,
        };
        if (client.GetService<OpenAIChatClientAdapter>() is { } adapter)
        {
            BinaryData body = adapter.Write(messages, request, options.Stream);
            request.RawRepresentationFactory = _ => body;
        }

        // Around the call alone: while one turn is stored, another's prompt is on its way, and the model is never idle.
        await _calls.WaitAsync(cancellationToken);
        try
        {
            if (!options.Stream)
            {
                return await client.GetResponseAsync(messages, request, cancellationToken);
            }

            var updates = new List<ChatResponseUpdate>();
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, request, cancellationToken))
            {
                updates.Add(update);
                if (update.Text.Length > 0)
                {
                    file.Exchanges.Streamed(round, update.Text);
                }
            }

            return updates.ToChatResponse();
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw OpenAIFailures.Unreachable(error);
        }
        finally
        {
            _calls.Release();
        }
    }

    private ModelExchange Exchange(ChatResponse response, Prompt prompt, List<ChatMessage> messages, int shortened, Func<string, bool> known)
    {
        (string text, string reasoning) = Split(response);
        List<SaidCall> calls = [.. response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Select(Said)];
        string? form = calls.Count > 0 ? NativeForm : null;
        if (calls.Count == 0)
        {
            (IReadOnlyList<(string Name, string Arguments)> found, form, text) = DialectParser.Read(text, reasoning, known);
            calls.AddRange(found.Select(static call => new SaidCall("", call.Name, call.Arguments)));
        }

        string sent = Write(messages);
        UsageDetails? usage = response.Usage;
        return new ModelExchange
        {
            PromptVersion = PromptWriter.Version,
            Prompt = sent,
            ToolsDigest = prompt.ToolsDigest,
            Characters = Characters(messages) + prompt.ToolCharacters,
            Shortened = shortened,
            Text = text,
            Reasoning = reasoning.Length > 0 ? reasoning : null,
            Calls = calls,
            Form = form,
            Finish = response.FinishReason?.Value,
            Usage = new ModelUsage(response.ModelId ?? options.Model, usage?.InputTokenCount, usage?.OutputTokenCount)
            {
                CachedTokens = usage?.CachedInputTokenCount,
                ReasoningTokens = usage?.ReasoningTokenCount,
                Cost = options.Profile.Price?.Of(usage?.InputTokenCount, usage?.OutputTokenCount, usage?.CachedInputTokenCount),
            },
        };
    }

    /// <summary>What was said and what was thought; some servers leave the thoughts in what is said, between tags.</summary>
    private static (string Text, string Reasoning) Split(ChatResponse response)
    {
        string text = response.Text.Trim();
        string reasoning = string.Concat(response.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>().Select(static part => part.Text)).Trim();
        Match thought = Thought().Match(text);
        if (thought.Success)
        {
            reasoning = (reasoning + "\n" + thought.Groups[1].Value).Trim();
            text = text.Remove(thought.Index, thought.Length).Trim();
        }

        return (Bounded(text), Bounded(reasoning));
    }

    private static string Bounded(string text) => text.Length <= LongestAnswer ? text : text[..LongestAnswer];

    private static SaidCall Said(FunctionCallContent call) => new(
        call.CallId ?? "", call.Name, call.RawRepresentation as string ?? (call.Exception is null ? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Readable) : ""));

    private static int Characters(IEnumerable<ChatMessage> messages) => messages.Sum(static message => message.Contents.Sum(Length));

    private static int Length(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(static argument => argument.Key.Length + (argument.Value?.ToString()?.Length ?? 0)) ?? 0),
        FunctionResultContent result => result.Result?.ToString()?.Length ?? 0,
        _ => 0,
    };

    private static string Write(List<ChatMessage> messages)
    {
        var written = new ArrayBufferWriter<byte>(FirstRoom);
        using (var json = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = Readable.Encoder }))
        {
            json.WriteStartArray();
            foreach (ChatMessage message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role.Value);
                json.WriteStartArray("content");
                foreach (AIContent content in message.Contents)
                {
                    Write(json, content);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, AIContent content)
    {
        json.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                json.WriteString("text", text.Text);
                break;
            case FunctionCallContent call:
                json.WriteString("call", call.CallId);
                json.WriteString("name", call.Name);
                json.WritePropertyName("arguments");
                JsonSerializer.Serialize(json, call.Arguments);
                break;
            case FunctionResultContent result:
                json.WriteString("result", result.CallId);
                json.WriteString("text", result.Result?.ToString());
                break;
            case DataContent data:
                json.WriteString("image", data.Name);
                json.WriteString("mediaType", data.MediaType);
                break;
            default:
                json.WriteString("kind", content.GetType().Name);
                break;
        }

        json.WriteEndObject();
    }

    [GeneratedRegex(@"\A\s*<think(?:ing)?>(.*?)(?:</think(?:ing)?>|\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thought();
}
