using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>
/// Finds calls in the text of a model that has no native ones. A table of forms, tried in the reference system's order, first
/// hit wins: tagged, naked function, inline, closed JSON in what was said, the same four in the reasoning, then brackets in
/// what was said, then brackets in the reasoning.
/// </summary>
internal static class DialectParser
{
    private static readonly (string Form, Func<string, Func<string, bool>, DialectReading> Read)[] Plain =
    [
        ("tagged", static (text, known) => TaggedForm.Read(text, known)),
        ("function", static (text, _) => FunctionForm.Read(text)),
        ("inline", InlineForm.Read),
        ("json", JsonForm.Read),
    ];

    /// <summary>The calls of a message.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="reasoning">What was thought, where the provider tells.</param>
    /// <param name="known">Whether a name is a tool's: prose may look like an inline call.</param>
    /// <returns>The calls, the form they came in (null where there are none), and what was said without them.</returns>
    public static (IReadOnlyList<(string Name, string Arguments)> Calls, string? Form, string Text) Read(string text, string reasoning, Func<string, bool> known)
    {
        try
        {
            return Find(text, reasoning, known);
        }
        catch (RegexMatchTimeoutException)
        {
            // Whatever it was, it was no call.
            return ([], null, text);
        }
    }

    private static (IReadOnlyList<(string Name, string Arguments)>, string?, string) Find(string text, string reasoning, Func<string, bool> known)
    {
        foreach ((string source, string suffix) in new[] { (text, ""), (reasoning, "-in-reasoning") })
        {
            foreach ((string form, var read) in Plain)
            {
                if (read(source, known) is { Calls.Count: > 0 } found)
                {
                    return (found.Calls, form + suffix, suffix.Length == 0 ? found.Rest : text);
                }
            }
        }

        foreach ((string source, string suffix) in new[] { (text, ""), (reasoning, "-in-reasoning") })
        {
            if (BracketForm.Read(source) is { Calls.Count: > 0 } found)
            {
                return (found.Calls, "bracket" + suffix, suffix.Length == 0 ? found.Rest : text);
            }
        }

        return ([], null, text);
    }
}
