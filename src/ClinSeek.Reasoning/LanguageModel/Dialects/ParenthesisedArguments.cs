using System.Text.Json.Nodes;
using ClinSeek.Reasoning.LanguageModel.Repair;

namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>Arguments between parentheses: nothing, an object, or keys with values. Strings are respected, a missing end is.</summary>
internal static class ParenthesisedArguments
{
    /// <summary>The arguments as JSON; null where it is prose.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place behind the opening parenthesis; afterwards behind the closing one.</param>
    public static string? Read(string text, ref int at)
    {
        int place = SkipBlank(text, at);
        if (place >= text.Length)
        {
            return null;
        }

        JsonNode? value;
        if (text[place] == ')')
        {
            (value, at) = (new JsonObject(), place + 1);
        }
        else if (text[place] == '{')
        {
            if (!TolerantJson.TryRead(text, ref place, out value, out _))
            {
                return null;
            }

            at = Behind(text, place);
        }
        else if (Pairs(text, ref place) is { Count: > 0 } pairs)
        {
            (value, at) = (pairs, Behind(text, place));
        }
        else
        {
            return null;
        }

        return value is JsonObject arguments ? CallArguments.Write(arguments) : null;
    }

    private static JsonObject? Pairs(string text, ref int at)
    {
        var pairs = new JsonObject();
        while (true)
        {
            at = SkipBlank(text, at);
            if (at >= text.Length || text[at] == ')')
            {
                return pairs;
            }

            int start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            string key = text[start..at];
            at = SkipBlank(text, at);
            if (key.Length == 0 || at >= text.Length || text[at] is not ('=' or ':'))
            {
                return null;
            }

            at++;
            if (!TolerantJson.TryRead(text, ref at, out JsonNode? value, out _))
            {
                return null;
            }

            pairs[key] = value;
            at = SkipBlank(text, at);
            if (at < text.Length && text[at] == ',')
            {
                at++;
            }
        }
    }

    private static int Behind(string text, int at)
    {
        int place = SkipBlank(text, at);
        return place < text.Length && text[place] == ')' ? place + 1 : Math.Min(at, text.Length);
    }

    private static int SkipBlank(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
