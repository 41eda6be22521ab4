using System.Text.Json;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Functions.People;
using ClinSeek.Imaging.Tools;
using ClinSeek.Knowledge.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Cases;

/// <summary>Every tool of every room under its canonical name, with the repair of the names that models write instead.</summary>
public static class ToolCatalogue
{
    /// <summary>The name by which a call of an unknown tool travels: what a model made up may say anything.</summary>
    public const string Unknown = "unknown";

    private static readonly string[] Rooms = ["ehr", "browser", "image", "terminology"];

    /// <summary>The tools as people and models see them, in a stable order.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } =
        [.. EhrTools.Declarations, .. CaseKnowledge.Declarations, .. ImageTools.Declarations];

    /// <summary>The same with the tool that asks a clinician, for cases that have one at hand.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> WithClinician { get; } = [.. Declarations, ClinicianTool.Declaration];

    /// <summary>
    /// The canonical name of a tool, or <see cref="Unknown"/>. <c>ehr_get_table_names</c>, <c>get_table_names</c> and
    /// <c>EHR.get_table_names</c> all mean <c>ehr.get_table_names</c>.
    /// </summary>
    public static string Canonical(string name)
    {
        string wanted = Bare(name.Trim());
        wanted = KnowledgeTools.PlainNames.TryGetValue(wanted, out string? canonical) ? Bare(canonical) : wanted;
        AIFunctionDeclaration? found = WithClinician.FirstOrDefault(tool => string.Equals(tool.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? WithClinician.FirstOrDefault(tool => string.Equals(Bare(tool.Name), wanted, StringComparison.OrdinalIgnoreCase));
        return found?.Name ?? Unknown;
    }

    /// <summary>Calls a tool. An unknown name and arguments that do not fit are answers, not exceptions.</summary>
    /// <param name="bound">The tools bound to the case.</param>
    /// <param name="call">The call, with its canonical name.</param>
    /// <param name="cancellationToken">Stops the tool.</param>
    public static async ValueTask<ToolResult> InvokeAsync(IReadOnlyList<AIFunction> bound, ToolCall call, CancellationToken cancellationToken)
    {
        AIFunction? tool = bound.FirstOrDefault(function => string.Equals(function.Name, call.Name, StringComparison.Ordinal));
        if (tool is null)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"There is no such tool. The tools are: {string.Join(", ", Declarations.Select(static known => known.Name))}.");
        }

        try
        {
            object? result = await tool.InvokeAsync(Arguments(call.ArgumentsJson), cancellationToken);
            return result as ToolResult ?? throw new InvalidOperationException($"The tool '{tool.Name}' gave no ToolResult.");
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"The arguments do not fit {tool.Name}: {exception.Message} They must be a JSON object of this form: {tool.JsonSchema}");
        }
    }

    private static AIFunctionArguments Arguments(string json)
    {
        var arguments = new AIFunctionArguments();
        using JsonDocument document = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("not a JSON object.");
        }

        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            arguments[property.Name] = property.Value.Clone();
        }

        return arguments;
    }

    private static string Bare(string name)
    {
        foreach (string room in Rooms)
        {
            if (name.Length > room.Length + 1 && name.StartsWith(room, StringComparison.OrdinalIgnoreCase) && (name[room.Length] is '.' or '_'))
            {
                return name[(room.Length + 1)..];
            }
        }

        return name;
    }
}
