using System.Net;
using System.Text.RegularExpressions;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>HTML as the text a person would read: no markup, no scripts, a line a block.</summary>
internal static partial class HtmlText
{
    // Not backtracking: a note of a megabyte with unclosed tags must not cost its square.
    private static readonly Regex Hidden = new(
        @"<script\b[^>]*>[\s\S]*?</script\s*>|<style\b[^>]*>[\s\S]*?</style\s*>|<head\b[^>]*>[\s\S]*?</head\s*>|<!--[\s\S]*?-->", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    public static string Plain(string html)
    {
        string text = Hidden.Replace(html, string.Empty);
        text = Space().Replace(text, " ");
        text = Break().Replace(text, "\n");
        text = Tag().Replace(text, string.Empty);
        text = WebUtility.HtmlDecode(text);
        text = Blanks().Replace(text, "\n");
        return Lines().Replace(text, "\n\n").Trim();
    }

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"<(br|/p|/div|/li|/tr|/h[1-6]|/table|/ul|/ol|/pre)\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"<[A-Za-z/!?][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t\u00A0]*\n[ \t\u00A0]*")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Lines();
}
