using System.Text;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>The form that the reference system trains its own models on: <c>[Tool Call: name({...})]</c>; the end may be missing.</summary>
internal static partial class BracketForm
{
    /// <summary>The calls of a text.</summary>
    public static DialectReading Read(string text)
    {
        var calls = new List<(string, string)>();
        var rest = new StringBuilder();
        int from = 0;
        for (Match match = Opening().Match(text); match.Success; match = Opening().Match(text, Math.Max(from, match.Index + match.Length)))
        {
            int at = match.Index + match.Length;
            if (ParenthesisedArguments.Read(text, ref at) is not { } arguments)
            {
                continue;
            }

            calls.Add((match.Groups[1].Value, arguments));
            rest.Append(text, from, match.Index - from);
            at = Math.Min(at, text.Length);
            from = at < text.Length && text[at] == ']' ? at + 1 : at;
        }

        return calls.Count > 0 ? new DialectReading(calls, rest.Append(text, from, text.Length - from).ToString().Trim()) : DialectReading.None(text);
    }

    [GeneratedRegex(@"\[\s*Tool[ _]Call\s*:\s*([A-Za-z_][\w.\-]*)\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
