using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Writes chat completion requests: what OpenAI, Azure OpenAI and the servers compatible with them have in common.</summary>
internal static class OpenAIRequest
{
    /// <summary>
    /// The key of <see cref="ChatOptions.AdditionalProperties"/> by which a request says that its model reasons before it
    /// answers: such a model takes <c>max_completion_tokens</c> and no temperature, every other one <c>max_tokens</c>.
    /// </summary>
    public const string Reasons = "clinseek.reasons";

    /// <summary>The body of a request.</summary>
    public static BinaryData Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var body = new JsonObject
        {
            ["model"] = options?.ModelId ?? model,
            ["messages"] = new JsonArray([.. messages.SelectMany(Message)]),
        };
        bool reasons = options?.AdditionalProperties?.ContainsKey(Reasons) == true;
        Set(body, reasons ? "max_completion_tokens" : "max_tokens", options?.MaxOutputTokens);
        Set(body, "temperature", reasons ? null : options?.Temperature);
        Set(body, "seed", options?.Seed);
        Set(body, "reasoning_effort", Effort(options?.Reasoning?.Effort));
        JsonNode[] tools = [.. options?.Tools?.OfType<AIFunctionDeclaration>().Select(Tool) ?? []];
        if (tools.Length > 0)
        {
            body["tools"] = new JsonArray(tools);
            Set(body, "parallel_tool_calls", options?.AllowMultipleToolCalls);
        }

        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        return BinaryData.FromString(body.ToJsonString());
    }

    private static void Set<T>(JsonObject body, string name, T? value)
    {
        if (value is not null)
        {
            body[name] = JsonValue.Create(value);
        }
    }

    private static string? Effort(ReasoningEffort? effort) => effort switch
    {
        null => null,
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };

    private static JsonObject Tool(AIFunctionDeclaration tool) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = tool.JsonSchema.ValueKind == JsonValueKind.Object ? JsonObject.Create(tool.JsonSchema) : JsonNode.Parse(tool.JsonSchema.GetRawText()),
        },
    };

    /// <summary>One message; a tool message becomes one for each result.</summary>
    private static IEnumerable<JsonNode> Message(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            return message.Contents.OfType<FunctionResultContent>().Select(static result => (JsonNode)new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = result.CallId,
                ["content"] = result.Result?.ToString() ?? "",
            });
        }

        var written = new JsonObject { ["role"] = message.Role.Value };
        if (Content(message) is { } content)
        {
            written["content"] = content;
        }

        JsonNode[] calls = [.. message.Contents.OfType<FunctionCallContent>().Select(static call => new JsonObject
        {
            ["id"] = call.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()) },
        })];
        if (calls.Length > 0)
        {
            written["tool_calls"] = new JsonArray(calls);
        }

        return [written];
    }

    private static JsonNode? Content(ChatMessage message)
    {
        DataContent[] images = [.. message.Contents.OfType<DataContent>().Where(static part => part.HasTopLevelMediaType("image"))];
        if (images.Length == 0)
        {
            return message.Text.Length == 0 && message.Role == ChatRole.Assistant ? null : JsonValue.Create(message.Text);
        }

        return new JsonArray([
            new JsonObject { ["type"] = "text", ["text"] = message.Text },
            .. images.Select(static image => new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = image.Uri } }),
        ]);
    }
}
