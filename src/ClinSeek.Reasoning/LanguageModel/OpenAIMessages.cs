using System.Text.Json;
using OpenAI.Chat;
using AI = Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Translates between Microsoft.Extensions.AI and OpenAI's chat completions.</summary>
internal static class OpenAIMessages
{
    /// <summary>One message; a tool message becomes one for each result.</summary>
    public static IEnumerable<ChatMessage> From(AI.ChatMessage message)
    {
        if (message.Role == AI.ChatRole.Tool)
        {
            return message.Contents.OfType<AI.FunctionResultContent>().Select(static result => (ChatMessage)new ToolChatMessage(result.CallId, result.Result?.ToString() ?? ""));
        }

        if (message.Role == AI.ChatRole.Assistant)
        {
            ChatToolCall[] calls = [.. message.Contents.OfType<AI.FunctionCallContent>().Select(static call => ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()))))];
            AssistantChatMessage assistant = calls.Length > 0 ? new AssistantChatMessage(calls) : new AssistantChatMessage(message.Text);
            if (calls.Length > 0 && message.Text.Length > 0)
            {
                assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
            }

            return [assistant];
        }

        return message.Role == AI.ChatRole.System ? [new SystemChatMessage(message.Text)] : [new UserChatMessage(message.Text)];
    }

    /// <summary>The options with the tools.</summary>
    public static ChatCompletionOptions From(AI.ChatOptions? options)
    {
        var result = new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens, Temperature = options?.Temperature };
        foreach (AI.AIFunctionDeclaration tool in options?.Tools?.OfType<AI.AIFunctionDeclaration>() ?? [])
        {
            result.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        }

        if (result.Tools.Count > 0)
        {
            result.AllowParallelToolCalls = options?.AllowMultipleToolCalls;
        }

        return result;
    }

    /// <summary>The answer; a call whose arguments are not JSON carries the failure instead of arguments.</summary>
    public static AI.ChatResponse To(ChatCompletion completion)
    {
        List<AI.AIContent> contents = [.. completion.Content.Where(static part => !string.IsNullOrEmpty(part.Text)).Select(static part => new AI.TextContent(part.Text))];
        contents.AddRange(completion.ToolCalls.Select(static call => AI.FunctionCallContent.CreateFromParsedArguments(call.FunctionArguments, call.Id, call.FunctionName, Parse)));
        return new AI.ChatResponse(new AI.ChatMessage(AI.ChatRole.Assistant, contents))
        {
            ModelId = completion.Model,
            ResponseId = completion.Id,
            Usage = completion.Usage is { } usage ? new AI.UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount } : null,
        };
    }

    private static Dictionary<string, object?> Parse(BinaryData arguments)
    {
        string text = arguments.ToString();
        return string.IsNullOrWhiteSpace(text) ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(text) ?? throw new JsonException("The arguments are null.");
    }
}
