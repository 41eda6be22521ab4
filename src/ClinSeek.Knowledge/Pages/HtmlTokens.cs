using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace ClinSeek.Knowledge.Pages;

/// <summary>The tokens of an HTML document. No tree is built: for a hostile page that takes the square of its length, in time and in memory.</summary>
internal static class HtmlTokens
{
    // Their content is not markup.
    private static readonly FrozenDictionary<string, HtmlParseMode> Raw = new Dictionary<string, HtmlParseMode>
    {
        ["script"] = HtmlParseMode.Script, ["style"] = HtmlParseMode.Rawtext, ["iframe"] = HtmlParseMode.Rawtext, ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext, ["title"] = HtmlParseMode.RCData, ["textarea"] = HtmlParseMode.RCData, ["xmp"] = HtmlParseMode.Rawtext,
    }.ToFrozenDictionary();

    /// <summary>Gives every token but comments to a reader, in order.</summary>
    public static void Read(string html, Action<HtmlToken> reader)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true };
        for (HtmlToken token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            reader(token);
            if (token.Type == HtmlTokenType.StartTag && Raw.TryGetValue(token.Name, out HtmlParseMode mode))
            {
                tokens.State = mode;
            }
        }
    }
}
