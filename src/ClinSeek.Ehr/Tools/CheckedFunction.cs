using System.Text.Json;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tools;

/// <summary>Turns missing and ill-typed arguments into a result that says what is right, before the tool is called.</summary>
internal sealed class CheckedFunction(AIFunction inner) : DelegatingAIFunction(inner)
{
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        string[] missing = [.. Required().Where(name => !arguments.TryGetValue(name, out object? value) || IsNull(value))];
        if (missing.Length > 0)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"{Name} needs {string.Join(" and ", missing)}. {Usage()}");
        }

        string[] unknown = [.. arguments.Keys.Where(name => !Properties().Contains(name, StringComparer.Ordinal))];
        if (unknown.Length > 0)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"{Name} has no such argument: {string.Join(", ", unknown.Select(static name => name[..Math.Min(40, name.Length)]))}. {Usage()}");
        }

        try
        {
            return await base.InvokeCoreAsync(arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"An argument of {Name} has the wrong type. {Usage()}");
        }
    }

    private static bool IsNull(object? value) => value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    private IEnumerable<string> Required() =>
        JsonSchema.TryGetProperty("required", out JsonElement required) ? required.EnumerateArray().Select(static name => name.GetString()!) : [];

    private IEnumerable<string> Properties() =>
        JsonSchema.TryGetProperty("properties", out JsonElement properties) ? properties.EnumerateObject().Select(static property => property.Name) : [];

    private string Usage()
    {
        HashSet<string> required = [.. Required()];
        IEnumerable<string> shown = Properties().Where(static name => name is not ("subject_id" or "timestamp"))
            .Select(name => required.Contains(name) ? name : $"[{name}]");
        return $"Call it as {Name}({string.Join(", ", shown)}).";
    }
}
