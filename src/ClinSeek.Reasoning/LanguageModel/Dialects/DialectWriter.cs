using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Shows tools and past calls to a model that has no native ones.</summary>
internal static class DialectWriter
{
    /// <summary>How to call, and what there is to call.</summary>
    public static string Instruction(ToolCallDialect dialect, IEnumerable<AIFunctionDeclaration> tools)
    {
        var text = new StringBuilder();
        text.AppendLine("Call tools by writing, outside of any other text, one or more calls of exactly this form:");
        text.AppendLine(Call(dialect, "tool_name", """{"argument":"value"}"""));
        text.AppendLine("Each of your answers has at least one call; the last one is finish. The tools, with the JSON schema of their arguments:");
        foreach (AIFunctionDeclaration tool in tools)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {tool.Name}: {tool.Description} {tool.JsonSchema.GetRawText()}");
        }

        return text.ToString();
    }

    /// <summary>A call as the model would write it.</summary>
    public static string Call(ToolCallDialect dialect, string name, string arguments) => dialect switch
    {
        ToolCallDialect.Xml => $"<tool_call>\n<function={name}>\n{Parameters(arguments)}</function>\n</tool_call>",
        ToolCallDialect.Json or ToolCallDialect.Native => $$"""<tool_call>{"name":{{JsonSerializer.Serialize(name)}},"arguments":{{arguments}}}</tool_call>""",
        ToolCallDialect.Inline => $"{name}({arguments})",
        _ => $"[Tool Call: {name}({arguments})]",
    };

    private static string Parameters(string arguments)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? string.Concat(document.RootElement.EnumerateObject().Select(static argument => $"<parameter={argument.Name}>\n{(argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.GetRawText())}\n</parameter>\n"))
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
