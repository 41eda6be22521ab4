using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>
/// HTML as the text a person would read: no markup, no scripts, a line a block. Read from its tokens: building a tree of a hostile
/// note takes the square of its length.
/// </summary>
internal static class HtmlText
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre", "hr", "dl", "dt", "dd", "section", "article", "header",
        "footer", "main", "aside", "nav", "address", "blockquote", "caption", "figure", "figcaption", "details", "summary", "form", "fieldset", "legend");

    // Their content is not markup, and only that of the last two is shown.
    private static readonly FrozenDictionary<string, HtmlParseMode> Raw = new Dictionary<string, HtmlParseMode>
    {
        ["script"] = HtmlParseMode.Script, ["style"] = HtmlParseMode.Rawtext, ["iframe"] = HtmlParseMode.Rawtext, ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext, ["title"] = HtmlParseMode.RCData, ["textarea"] = HtmlParseMode.RCData, ["xmp"] = HtmlParseMode.Rawtext,
    }.ToFrozenDictionary();

    public static string Plain(string html)
    {
        var lines = new TextLines();
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true };
        string? hidden = null;
        int end = 0;
        for (HtmlToken token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            end = tokens.Position;
            if (hidden is not null)
            {
                hidden = token.Type == HtmlTokenType.EndTag && token.Name == hidden ? null : hidden;
            }
            else if (token.Type == HtmlTokenType.Character)
            {
                lines.Add(token.Data);
            }
            else if (token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag)
            {
                Tag(lines, token.Name, token.Type == HtmlTokenType.StartTag);
                if (token.Type == HtmlTokenType.StartTag && Raw.TryGetValue(token.Name, out HtmlParseMode mode))
                {
                    tokens.State = mode;
                    hidden = token.Name is "textarea" or "xmp" ? null : token.Name;
                }
            }
        }

        if (hidden is null && end < html.Length)
        {
            // A tag that never ends is most likely none: the "<" of a note that nobody escaped.
            lines.Add(html.AsSpan(end));
        }

        return lines.ToString();
    }

    private static void Tag(TextLines lines, string name, bool starts)
    {
        if (name == "br")
        {
            lines.Break();
        }
        else if (Blocks.Contains(name))
        {
            lines.Begin();
            lines.Preformatted = name == "pre" ? starts : lines.Preformatted;
        }
        else if (name is "td" or "th")
        {
            lines.Add(" ");
        }
        else if (name == "sup" && starts)
        {
            lines.Raise();
        }
    }
}
