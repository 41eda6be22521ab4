using System.Text.RegularExpressions;
using ClinSeek.Reasoning.LanguageModel.Repair;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Naked functions: <c>&lt;function=name&gt;</c> or <c>&lt;invoke name="..."&gt;</c> with parameters or a JSON object inside; either may be unclosed.</summary>
internal static partial class FunctionForm
{
    /// <summary>The calls of a text.</summary>
    public static DialectReading Read(string text)
    {
        var calls = new List<(string, string)>();
        string rest = Function().Replace(text, match =>
        {
            calls.Add((match.Groups["name"].Value, Arguments(match.Groups["body"].Value)));
            return "";
        });
        return calls.Count > 0 ? new DialectReading(calls, Wrapper().Replace(rest, "").Trim()) : DialectReading.None(text);
    }

    private static string Arguments(string body)
    {
        MatchCollection parameters = Parameter().Matches(body);
        if (parameters.Count > 0)
        {
            return CallObjects.FromTexts(parameters.Select(static parameter => (parameter.Groups["name"].Value, parameter.Groups["value"].Value)));
        }

        string inner = body.Trim();
        return inner.StartsWith('{') && CallArguments.Read(inner, out _) is { } arguments ? CallArguments.Write(arguments) : inner;
    }

    [GeneratedRegex("""<(?:function|invoke)(?:=|\s+name=)["']?(?<name>[\w.\-]+)["']?\s*>(?<body>.*?)(?:</(?:function|invoke)>|(?=<(?:function|invoke)(?:=|\s+name=))|\z)""", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Function();

    [GeneratedRegex("""<parameter(?:=|\s+name=)["']?(?<name>[\w.\-]+)["']?\s*>(?<value>.*?)(?:</parameter>|(?=<parameter(?:=|\s+name=))|\z)""", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Parameter();

    [GeneratedRegex("</?(?:tool_call|function_calls)>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapper();
}
