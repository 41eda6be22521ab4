using System.Text.RegularExpressions;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>The functions of texts. Nothing in, nothing out; what is no text gives nothing.</summary>
internal static class TextFunctions
{
    public static IReadOnlyDictionary<string, (int Fewest, int Most, FunctionExpression.Body Body)> All { get; } =
        new Dictionary<string, (int, int, FunctionExpression.Body)>
        {
            ["lower"] = (0, 0, Of(static (text, _) => PathNode.Of(text.ToLowerInvariant()))),
            ["upper"] = (0, 0, Of(static (text, _) => PathNode.Of(text.ToUpperInvariant()))),
            ["trim"] = (0, 0, Of(static (text, _) => PathNode.Of(text.Trim()))),
            ["length"] = (0, 0, Of(static (text, _) => PathNode.Of((decimal)text.Length))),
            ["startsWith"] = (1, 1, Of(static (text, arguments) => arguments[0].Text is { } part ? PathNode.Of(text.StartsWith(part, StringComparison.Ordinal)) : null)),
            ["endsWith"] = (1, 1, Of(static (text, arguments) => arguments[0].Text is { } part ? PathNode.Of(text.EndsWith(part, StringComparison.Ordinal)) : null)),
            ["contains"] = (1, 1, Of(static (text, arguments) => arguments[0].Text is { } part ? PathNode.Of(text.Contains(part, StringComparison.Ordinal)) : null)),
            ["indexOf"] = (1, 1, Of(static (text, arguments) => arguments[0].Text is { } part ? PathNode.Of((decimal)text.IndexOf(part, StringComparison.Ordinal)) : null)),
            ["matches"] = (1, 1, Of(Matches)),
            ["replace"] = (2, 2, Of(static (text, arguments) => arguments[0].Text is { Length: > 0 } part && arguments[1].Text is { } instead
                ? PathNode.Of(text.Replace(part, instead, StringComparison.Ordinal))
                : PathNode.Of(text))),
            ["substring"] = (1, 2, Of(Substring)),
            ["split"] = (1, 1, static (_, input, arguments, output) =>
            {
                if (input.Count == 1 && input[0].Text is { } text && arguments[0].Text is { Length: > 0 } separator)
                {
                    Array.ForEach(text.Split(separator), part => output.Add(PathNode.Of(part)));
                }
            }),
        };

    private delegate PathNode? TextBody(string text, ReadOnlySpan<PathNode> arguments);

    private static FunctionExpression.Body Of(TextBody body) => (_, input, arguments, output) =>
    {
        if (input.Count > 1)
        {
            throw new ViewEvaluationException("A function of one text was given several.");
        }

        if (input.Count == 1 && input[0].Text is { } text && body(text, arguments) is { } result)
        {
            output.Add(result);
        }
    };

    private static PathNode? Substring(string text, ReadOnlySpan<PathNode> arguments)
    {
        int start = Functions.Whole(arguments[0]);
        int length = arguments.Length > 1 && arguments[1].HasValue ? Functions.Whole(arguments[1]) : int.MaxValue;
        return start < 0 || start >= text.Length || length < 0 ? null : PathNode.Of(text.Substring(start, Math.Min(length, text.Length - start)));
    }

    private static PathNode? Matches(string text, ReadOnlySpan<PathNode> arguments)
    {
        try
        {
            // Not backtracking: a resource's text must not cost its square.
            return arguments[0].Text is { } pattern
                ? PathNode.Of(Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
                : null;
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            throw new ViewEvaluationException("matches() was given a pattern that cannot be used.", broken);
        }
    }
}
