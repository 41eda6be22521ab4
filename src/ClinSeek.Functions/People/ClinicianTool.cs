using System.Text.Json;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.People;

/// <summary>The tool by which a reasoner asks a clinician. Its call does not return at once: the case waits.</summary>
public static class ClinicianTool
{
    /// <summary>The canonical name.</summary>
    public const string Name = "ask_clinician";

    private const int LongestQuestion = 2_000;
    private const int MostChoices = 12;

    /// <summary>The tool as models see it.</summary>
    public static AIFunctionDeclaration Declaration { get; } = Declare();

    /// <summary>Reads the arguments of a call; null where they are none, with what is wrong with them.</summary>
    public static (string Question, IReadOnlyList<string> Choices)? Read(ToolCall call, out string problem)
    {
        problem = $"The arguments do not fit {Name}: 'question' must be a text of 1 to {LongestQuestion} characters, 'choices' a list of at most {MostChoices} texts.";
        try
        {
            using JsonDocument arguments = JsonDocument.Parse(call.ArgumentsJson);
            return arguments.RootElement.ValueKind == JsonValueKind.Object
                && arguments.RootElement.TryGetProperty("question", out JsonElement question)
                && question.ValueKind == JsonValueKind.String
                && question.GetString()!.Trim() is { Length: > 0 and <= LongestQuestion } text
                && Choices(arguments.RootElement) is { } choices
                    ? (text, choices)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string[]? Choices(JsonElement arguments)
    {
        if (!arguments.TryGetProperty("choices", out JsonElement choices) || choices.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() <= MostChoices
            && choices.EnumerateArray().All(static choice => choice.ValueKind == JsonValueKind.String && choice.GetString()!.Length <= 500)
                ? [.. choices.EnumerateArray().Select(static choice => choice.GetString()!)]
                : null;
    }

    private static AIFunctionDeclaration Declare()
    {
        using JsonDocument schema = JsonDocument.Parse("""
            {
              "type": "object",
              "properties": {
                "question": { "type": "string", "description": "One question that only a person at the bedside or with the treating team can answer." },
                "choices": { "type": "array", "items": { "type": "string" }, "description": "Answers to choose from; any other may be given." }
              },
              "required": ["question"]
            }
            """);
        return AIFunctionFactory.CreateDeclaration(
            Name,
            "Asks the treating clinician one question and waits for the answer, perhaps for hours. Only for what the record cannot tell; nobody answering tells nothing.",
            schema.RootElement.Clone());
    }
}
