using System.Text.Json.Nodes;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>
/// Compares a turn's answer with the recorded one. Two differences hold for every scenario and are translated here:
/// activity inputs are the plain value (the reference wraps them in an array of one), and our exception types live in our
/// own namespace.
/// </summary>
internal static class VectorComparer
{
    /// <summary>The lines in which the answers differ, as <c>turn N path: expected -> actual</c>; absent lines show as nothing.</summary>
    public static IEnumerable<string> Differences(int turn, OrchestratorResponse expected, OrchestratorResponse actual)
    {
        var wanted = FlatResponse.Of(Translated(expected));
        var given = FlatResponse.Of(actual);
        foreach (var path in wanted.Keys.Union(given.Keys).Order(StringComparer.Ordinal))
        {
            var left = wanted.GetValueOrDefault(path, string.Empty);
            var right = given.GetValueOrDefault(path, string.Empty);
            if (!string.Equals(left, right, StringComparison.Ordinal))
                yield return $"turn {turn} {path}: {Shorten(left)} -> {Shorten(right)}";
        }
    }

    private static OrchestratorResponse Translated(OrchestratorResponse expected)
    {
        var translated = expected.Clone();
        foreach (var action in translated.Actions)
        {
            if (action.ScheduleTask is { } task)
                task.Input = Unwrapped(task.Input);
            if (action.CompleteOrchestration?.FailureDetails is { } failure)
                failure.ErrorType = OurType(failure.ErrorType);
        }

        return translated;
    }

    /// <summary>Only the outermost type is written by the worker; causes come from history unchanged.</summary>
    private static string OurType(string type)
    {
        foreach (var prefix in new[] { "Microsoft.DurableTask.", "DurableTask.Core.Exceptions." })
            if (type.StartsWith(prefix, StringComparison.Ordinal))
                return "ClinSeek.Durable." + type[prefix.Length..];
        return type;
    }

    private static string? Unwrapped(string input)
    {
        var array = JsonNode.Parse(input).ShouldBeOfType<JsonArray>("The reference wraps every activity input.");
        array.Count.ShouldBe(1);
        return array[0]?.ToJsonString();
    }

    private static string Shorten(string text) => text.Length <= 400 ? text : text[..400] + "...";
}
