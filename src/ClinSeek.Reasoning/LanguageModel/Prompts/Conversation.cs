using System.Text.Json;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>Writes a model's message and the answers to its calls as the model's dialect wants them: natively each under its id, else as text.</summary>
internal static class Conversation
{
    /// <summary>Puts a message and its answers behind a conversation.</summary>
    public static void Append(List<ChatMessage> messages, ToolCallDialect dialect, string text, IReadOnlyList<(string Id, string Name, string Arguments, string Reply)> calls)
    {
        if (dialect == ToolCallDialect.Native)
        {
            AppendNative(messages, text, calls);
            return;
        }

        IEnumerable<string> said = calls.Select(call => DialectWriter.Call(dialect, call.Name, call.Arguments));
        messages.Add(new ChatMessage(ChatRole.Assistant, string.Join('\n', new[] { text }.Concat(said).Where(static part => part.Length > 0))));
        if (calls.Count > 0)
        {
            messages.Add(new ChatMessage(ChatRole.User, string.Join("\n\n", calls.Select(static call => $"Result of {call.Name}:\n{call.Reply}"))));
        }
    }

    private static void AppendNative(List<ChatMessage> messages, string text, IReadOnlyList<(string Id, string Name, string Arguments, string Reply)> calls)
    {
        List<AIContent> contents = [.. text.Length > 0 ? new AIContent[] { new TextContent(text) } : []];
        contents.AddRange(calls.Select(static call => new FunctionCallContent(call.Id, call.Name, Arguments(call.Arguments))));
        if (contents.Count == 0)
        {
            contents.Add(new TextContent("(nothing)"));
        }

        messages.Add(new ChatMessage(ChatRole.Assistant, contents));
        messages.AddRange(calls.Select(static call => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.Id, call.Reply)])));
    }

    /// <summary>Arguments that cannot be read are sent back as none: providers refuse a conversation that holds broken JSON.</summary>
    private static Dictionary<string, object?> Arguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
