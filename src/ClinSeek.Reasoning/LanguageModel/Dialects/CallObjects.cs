using System.Text.Json.Nodes;
using ClinSeek.Reasoning.LanguageModel.Repair;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Calls as JSON objects: <c>{"name":"...","arguments":{...}}</c> and its relatives, one or a list of them.</summary>
internal static class CallObjects
{
    private static readonly string[] Names = ["name", "tool", "tool_name", "function"];

    private static readonly string[] Arguments = ["arguments", "parameters", "args", "input"];

    /// <summary>The calls of a text that begins with an object or a list; empty where it holds none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The place behind what was read.</param>
    public static IReadOnlyList<(string Name, string Arguments)> Read(string text, out int end)
    {
        end = 0;
        var calls = new List<(string, string)>();
        while (true)
        {
            int at = end;
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is ',' or ';'))
            {
                at++;
            }

            if (at >= text.Length || text[at] is not ('{' or '[') || !TolerantJson.TryRead(text, ref at, out JsonNode? value, out _))
            {
                return calls;
            }

            (string, string)[] found = [.. (value as JsonArray ?? [value?.DeepClone()]).Select(Call).OfType<(string, string)>()];
            if (found.Length == 0)
            {
                return calls;
            }

            calls.AddRange(found);
            end = Math.Min(at, text.Length);
        }
    }

    /// <summary>Arguments of which only texts are known; a tool's schema says later what they are.</summary>
    public static string FromTexts(IEnumerable<(string Key, string Value)> pairs)
    {
        var arguments = new JsonObject();
        foreach ((string key, string value) in pairs)
        {
            arguments[key] = value.Trim('\r', '\n');
        }

        return CallArguments.Write(arguments);
    }

    private static (string, string)? Call(JsonNode? node)
    {
        if (node is not JsonObject members)
        {
            return null;
        }

        // OpenAI's own shape, written out as a text: the call lies one level deeper.
        if (members["function"] is JsonObject inner)
        {
            return Call(inner);
        }

        string? name = Names.Select(key => members[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null).FirstOrDefault(static text => !string.IsNullOrWhiteSpace(text));
        JsonNode? arguments = Arguments.Select(key => members[key]).FirstOrDefault(static value => value is not null);
        return name is null ? null : arguments switch
        {
            null => members.Count == 1 || Arguments.Any(members.ContainsKey) ? (name, "{}") : null,
            JsonObject given => (name, CallArguments.Write(given)),
            JsonValue value when value.TryGetValue(out string? text) => (name, text),
            _ => (name, arguments.ToJsonString()),
        };
    }
}
