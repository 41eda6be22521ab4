using System.Text.Json;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Safety;

/// <summary>
/// Takes from a model's turn the tool calls that evidence named: a call whose tool and arguments stand in a part of the
/// evidence that speaks to its reader was asked for by whoever wrote the record, and by nobody else.
/// </summary>
public static class InjectionGuard
{
    /// <summary>The turn without such calls; what was taken out is kept in <see cref="ReasonerTurn.RefusedCalls"/>.</summary>
    public static ReasonerTurn Apply(CaseFile file, ReasonerTurn turn)
    {
        if (turn.Calls.Count == 0 || turn.Usage is null)
        {
            return turn;
        }

        string[] parts = [.. file.Steps.SelectMany(static step => step.Evidence).SelectMany(static item => InjectionSigns.Find(item.Result.Text))];
        ToolCall[] refused = parts.Length == 0 ? [] : [.. turn.Calls.Where(call => parts.Any(part => Names(part, call)))];
        return refused.Length == 0 ? turn : turn with { Calls = [.. turn.Calls.Except(refused)], RefusedCalls = refused };
    }

    /// <summary>The evidence that holds such parts, by id.</summary>
    public static IReadOnlyList<string> Marked(IEnumerable<EvidenceItem> evidence) =>
        [.. evidence.Where(static item => InjectionSigns.Find(item.Result.Text).Count > 0).Select(static item => item.Id.ToString())];

    private static bool Names(string part, ToolCall call)
    {
        string bare = call.Name[(call.Name.LastIndexOf('.') + 1)..];
        string[] values = [.. Values(call.ArgumentsJson)];
        return part.Contains(bare, StringComparison.OrdinalIgnoreCase)
            && (values.Length == 0 || values.All(value => part.Contains(value, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Values(string json)
    {
        JsonElement arguments;
        try
        {
            arguments = JsonElement.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
        }
        catch (JsonException)
        {
            return [];
        }

        return arguments.ValueKind != JsonValueKind.Object ? [] : arguments.EnumerateObject()
            .Where(static argument => argument.Value.ValueKind == JsonValueKind.String)
            .Select(static argument => argument.Value.GetString()!.Trim()).Where(static value => value.Length > 0);
    }
}
