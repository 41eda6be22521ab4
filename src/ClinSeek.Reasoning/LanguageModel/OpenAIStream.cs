using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Reads a streamed completion. Calls come in pieces and are given whole at the end; a stream that stops half-way is a failure, never half an answer.</summary>
internal static class OpenAIStream
{
    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ReasonerUnavailableException">It ended before the model said why.</exception>
    public static async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = new SortedDictionary<int, PartialCall>();
        ChatFinishReason? finish = null;
        UsageDetails? usage = null;
        string? model = null;
        await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            if (item.Data is "[DONE]")
            {
                break;
            }

            using JsonDocument chunk = JsonDocument.Parse(item.Data);
            JsonElement root = chunk.RootElement;
            model = OpenAIResponse.Text(root, "model") ?? model;
            usage = OpenAIResponse.Usage(root) ?? usage;
            if (OpenAIResponse.Find(root, "choices") is not { ValueKind: JsonValueKind.Array } choices || choices.GetArrayLength() == 0)
            {
                continue;
            }

            finish = OpenAIResponse.Finish(choices[0]) ?? finish;
            if (OpenAIResponse.Find(choices[0], "delta") is { } delta)
            {
                Collect(delta, calls);
                if (Said(delta) is { Count: > 0 } said)
                {
                    yield return new ChatResponseUpdate(ChatRole.Assistant, said) { ModelId = model };
                }
            }
        }

        if (finish is null)
        {
            throw new ReasonerUnavailableException("The model's endpoint stopped in the middle of an answer; the step is tried again.");
        }

        List<AIContent> rest = [.. calls.Values.Select(static call => OpenAIResponse.Call(call.Id, call.Name, call.Arguments.ToString()))];
        if (usage is not null)
        {
            rest.Add(new UsageContent(usage));
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, rest) { ModelId = model, FinishReason = finish };
    }

    private static List<AIContent> Said(JsonElement delta)
    {
        List<AIContent> said = [];
        if (OpenAIResponse.Reasoning(delta) is { Length: > 0 } thought)
        {
            said.Add(new TextReasoningContent(thought));
        }

        string text = OpenAIResponse.Content(delta);
        if (text.Length > 0)
        {
            said.Add(new TextContent(text));
        }

        return said;
    }

    private static void Collect(JsonElement delta, SortedDictionary<int, PartialCall> calls)
    {
        if (OpenAIResponse.Find(delta, "tool_calls") is not { ValueKind: JsonValueKind.Array } pieces)
        {
            return;
        }

        foreach (JsonElement piece in pieces.EnumerateArray())
        {
            int index = OpenAIResponse.Find(piece, "index") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : calls.Count;
            if (!calls.TryGetValue(index, out PartialCall? call))
            {
                calls.Add(index, call = new PartialCall());
            }

            call.Id ??= OpenAIResponse.Text(piece, "id");
            if (OpenAIResponse.Find(piece, "function") is { } function)
            {
                call.Name += OpenAIResponse.Text(function, "name");
                call.Arguments.Append(OpenAIResponse.Text(function, "arguments"));
            }
        }
    }

    private sealed class PartialCall
    {
        public string? Id { get; set; }

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
