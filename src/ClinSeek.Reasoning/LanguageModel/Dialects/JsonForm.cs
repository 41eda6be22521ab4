using System.Text.RegularExpressions;
using ClinSeek.Reasoning.LanguageModel.Repair;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>A call as a JSON object that a tool_call tag closes, or that is all there is, with or without a code fence; only known tools.</summary>
internal static partial class JsonForm
{
    /// <summary>The calls of a text.</summary>
    public static DialectReading Read(string text, Func<string, bool> known)
    {
        int close = text.IndexOf("</tool_call>", StringComparison.OrdinalIgnoreCase);
        string before = close < 0 ? CallArguments.WithoutFence(Fence().Match(text) is { Success: true } fence ? fence.Value : text) : text[..close];
        int open = close < 0 ? (before.StartsWith('{') || before.StartsWith('[') ? 0 : -1) : before.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return DialectReading.None(text);
        }

        IReadOnlyList<(string Name, string Arguments)> calls = CallObjects.Read(before[open..], out _);
        string rest = close < 0 ? "" : (text[..open] + text[(close + "</tool_call>".Length)..]).Trim();
        return calls.Count > 0 && calls.All(call => known(call.Name)) ? new DialectReading(calls, rest) : DialectReading.None(text);
    }

    [GeneratedRegex("```(?:json|tool_call|tool_code)?\\s*\\n?\\s*[\\[{].*?(?:```|\\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Fence();
}
