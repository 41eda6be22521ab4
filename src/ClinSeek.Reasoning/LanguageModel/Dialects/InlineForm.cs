using System.Text;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Calls written like code: <c>name({...})</c> or <c>name(key="value", n=3)</c>. Only a known tool's name makes one.</summary>
internal static partial class InlineForm
{
    /// <summary>The calls of a text.</summary>
    public static DialectReading Read(string text, Func<string, bool> known)
    {
        var calls = new List<(string, string)>();
        var rest = new StringBuilder();
        int from = 0;
        for (Match match = Name().Match(text); match.Success; match = Name().Match(text, Math.Max(from, match.Index + match.Length)))
        {
            string name = match.Groups[1].Value;
            int at = match.Index + match.Length;
            if (!known(name) || ParenthesisedArguments.Read(text, ref at) is not { } arguments)
            {
                continue;
            }

            calls.Add((name, arguments));
            rest.Append(text, from, match.Index - from);
            from = Math.Min(at, text.Length);
        }

        return calls.Count > 0 ? new DialectReading(calls, rest.Append(text, from, text.Length - from).ToString().Trim()) : DialectReading.None(text);
    }

    // What stands behind «Tool Call:» is the bracket form's.
    [GeneratedRegex(@"(?<![\w.])(?<!\bTool[ _]Call\s*:\s*)([A-Za-z_][\w.]*)\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
