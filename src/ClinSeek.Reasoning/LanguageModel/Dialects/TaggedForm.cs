using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Calls between <c>&lt;tool_call&gt;</c> tags: JSON, XML functions, keys and values, or inline; the last tag may be unclosed.</summary>
internal static partial class TaggedForm
{
    /// <summary>The calls of a text.</summary>
    public static DialectReading Read(string text, Func<string, bool> known)
    {
        var calls = new List<(string, string)>();
        string rest = Block().Replace(text, match =>
        {
            string body = match.Groups[1].Value.Trim();
            IReadOnlyList<(string, string)> found = Body(body, known);
            calls.AddRange(found);
            return found.Count > 0 ? "" : match.Value;
        });
        return calls.Count > 0 ? new DialectReading(calls, rest.Trim()) : DialectReading.None(text);
    }

    private static IReadOnlyList<(string, string)> Body(string body, Func<string, bool> known)
    {
        if (FunctionForm.Read(body) is { Calls.Count: > 0 } functions)
        {
            return functions.Calls;
        }

        if (CallObjects.Read(body, out _) is { Count: > 0 } objects)
        {
            return objects;
        }

        if (KeyValues(body) is { } pairs)
        {
            return [pairs];
        }

        return InlineForm.Read(body, known) is { Calls.Count: > 0 } inline ? inline.Calls : BracketForm.Read(body).Calls;
    }

    /// <summary>A name, then keys and values in tags of their own.</summary>
    private static (string, string)? KeyValues(string body)
    {
        Match name = LeadingName().Match(body);
        MatchCollection pairs = Pair().Matches(body);
        return name.Success && (pairs.Count > 0 || name.Length == body.Length)
            ? (name.Groups[1].Value, CallObjects.FromTexts(pairs.Select(static pair => (pair.Groups[1].Value.Trim(), pair.Groups[2].Value))))
            : null;
    }

    [GeneratedRegex(@"<tool_call>((?:(?!<tool_call>).)*?)(?:</tool_call>|(?=<tool_call>)|\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A([A-Za-z_][\w.\-]*)\s*(?=<arg_key>|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingName();

    [GeneratedRegex(@"<arg_key>(.*?)</arg_key>\s*<arg_value>(.*?)(?:</arg_value>|(?=<arg_key>)|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Pair();
}
