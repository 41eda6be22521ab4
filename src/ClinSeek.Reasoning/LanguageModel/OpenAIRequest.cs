using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
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

    private const int FirstRoom = 32 << 10;

    // Declarations are the same in every request, and with their schemas half of it.
    private static readonly ConditionalWeakTable<AIFunctionDeclaration, byte[]> Tools = [];

    /// <summary>The body of a request.</summary>
    public static BinaryData Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var body = new ArrayBufferWriter<byte>(FirstRoom);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("model", options?.ModelId ?? model);
            json.WriteStartArray("messages");
            foreach (ChatMessage message in messages)
            {
                WriteMessage(json, message);
            }

            json.WriteEndArray();
            WriteOptions(json, options);
            if (stream)
            {
                json.WriteBoolean("stream", true);
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return BinaryData.FromBytes(body.WrittenMemory);
    }

    private static void WriteOptions(Utf8JsonWriter json, ChatOptions? options)
    {
        bool reasons = options?.AdditionalProperties?.ContainsKey(Reasons) == true;
        if (options?.MaxOutputTokens is { } most)
        {
            json.WriteNumber(reasons ? "max_completion_tokens" : "max_tokens", most);
        }

        if (!reasons && options?.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (options?.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }

        if (Effort(options?.Reasoning?.Effort) is { } effort)
        {
            json.WriteString("reasoning_effort", effort);
        }

        AIFunctionDeclaration[] tools = [.. options?.Tools?.OfType<AIFunctionDeclaration>() ?? []];
        if (tools.Length == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (AIFunctionDeclaration tool in tools)
        {
            json.WriteRawValue(Tools.GetValue(tool, Tool), skipInputValidation: true);
        }

        json.WriteEndArray();
        if (options?.AllowMultipleToolCalls is { } several)
        {
            json.WriteBoolean("parallel_tool_calls", several);
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

    private static byte[] Tool(AIFunctionDeclaration tool)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            json.WriteString("description", tool.Description);
            json.WritePropertyName("parameters");
            tool.JsonSchema.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return written.WrittenSpan.ToArray();
    }

    /// <summary>One message; a tool message becomes one for each result.</summary>
    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            foreach (FunctionResultContent result in message.Contents.OfType<FunctionResultContent>())
            {
                json.WriteStartObject();
                json.WriteString("role", "tool");
                json.WriteString("tool_call_id", result.CallId);
                json.WriteString("content", result.Result?.ToString() ?? "");
                json.WriteEndObject();
            }

            return;
        }

        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        WriteContent(json, message);
        FunctionCallContent[] calls = [.. message.Contents.OfType<FunctionCallContent>()];
        if (calls.Length > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (FunctionCallContent call in calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.CallId);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, ChatMessage message)
    {
        DataContent[] images = [.. message.Contents.OfType<DataContent>().Where(static part => part.HasTopLevelMediaType("image"))];
        string text = message.Text;
        if (images.Length == 0)
        {
            if (text.Length > 0 || message.Role != ChatRole.Assistant)
            {
                json.WriteString("content", text);
            }

            return;
        }

        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
        foreach (DataContent image in images)
        {
            json.WriteStartObject();
            json.WriteString("type", "image_url");
            json.WriteStartObject("image_url");
            json.WriteString("url", image.Uri);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
