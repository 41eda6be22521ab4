using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Reads chat completions, as lenient as the servers differ: reasoning under two names, content as text or parts, calls of the older form.</summary>
internal static class OpenAIResponse
{
    /// <summary>Reads a completion.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ChatResponse Read(BinaryData body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        if (Find(root, "choices") is not { ValueKind: JsonValueKind.Array } choices || choices.GetArrayLength() == 0
            || Find(choices[0], "message") is not { ValueKind: JsonValueKind.Object } message)
        {
            throw new JsonException("The answer has no choice with a message.");
        }

        List<AIContent> contents = [];
        if (Reasoning(message) is { Length: > 0 } reasoning)
        {
            contents.Add(new TextReasoningContent(reasoning));
        }

        string said = Content(message);
        if (said.Length > 0)
        {
            contents.Add(new TextContent(said));
        }

        contents.AddRange(Calls(message));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = Text(root, "model"),
            ResponseId = Text(root, "id"),
            FinishReason = Finish(choices[0]),
            Usage = Usage(root),
        };
    }

    /// <summary>The provider's figures; null where it gave none.</summary>
    public static UsageDetails? Usage(JsonElement root) => Find(root, "usage") is { ValueKind: JsonValueKind.Object } usage
        ? new UsageDetails
        {
            InputTokenCount = Number(usage, "prompt_tokens"),
            OutputTokenCount = Number(usage, "completion_tokens"),
            TotalTokenCount = Number(usage, "total_tokens"),
            CachedInputTokenCount = Find(usage, "prompt_tokens_details") is { } prompt ? Number(prompt, "cached_tokens") : null,
            ReasoningTokenCount = Find(usage, "completion_tokens_details") is { } completion ? Number(completion, "reasoning_tokens") : null,
        }
        : null;

    /// <summary>Why the answer ended.</summary>
    public static ChatFinishReason? Finish(JsonElement choice) => Text(choice, "finish_reason") is { Length: > 0 } reason ? new ChatFinishReason(reason) : null;

    /// <summary>What was thought, under the names that servers give it.</summary>
    public static string? Reasoning(JsonElement message) => Text(message, "reasoning_content") ?? Text(message, "reasoning");

    /// <summary>What was said.</summary>
    public static string Content(JsonElement message) => Find(message, "content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(static part => Text(part, "text"))),
        _ => Text(message, "refusal") ?? "",
    };

    /// <summary>A call; arguments that are no object stay with it as they were written.</summary>
    public static FunctionCallContent Call(string? id, string? name, string? arguments)
    {
        var call = new FunctionCallContent(id ?? "", name ?? "") { RawRepresentation = arguments ?? "" };
        try
        {
            call.Arguments = string.IsNullOrWhiteSpace(arguments) ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments);
        }
        catch (JsonException broken)
        {
            call.Exception = broken;
        }

        return call;
    }

    /// <summary>A member; null where there is none.</summary>
    public static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a text; null where there is none.</summary>
    public static string? Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static IEnumerable<FunctionCallContent> Calls(JsonElement message)
    {
        if (Find(message, "tool_calls") is { ValueKind: JsonValueKind.Array } calls)
        {
            foreach (JsonElement call in calls.EnumerateArray())
            {
                JsonElement function = Find(call, "function") ?? call;
                yield return Call(Text(call, "id"), Text(function, "name"), Arguments(function));
            }
        }
        else if (Find(message, "function_call") is { } older)
        {
            yield return Call(null, Text(older, "name"), Arguments(older));
        }
    }

    /// <summary>Some servers give the arguments as an object instead of a text.</summary>
    private static string? Arguments(JsonElement function) => Find(function, "arguments") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } value => value.GetRawText(),
        null => null,
    };

    private static long? Number(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;
}
