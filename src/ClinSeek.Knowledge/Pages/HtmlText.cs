using System.Collections.Frozen;
using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace ClinSeek.Knowledge.Pages;

/// <summary>Reads HTML as text: blocks as paragraphs, headings, lists and tables by line, links numbered. Nothing is run or loaded.</summary>
internal sealed class HtmlText
{
    private static readonly FrozenSet<string> Skipped = FrozenSet.Create(
        "script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe", "object", "button", "select", "head", "title", "aside", "noframes", "noembed");

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "p", "div", "section", "article", "main", "header", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "dt", "dd",
        "blockquote", "pre", "figure", "figcaption", "hr", "br", "body", "html", "address", "details", "summary", "caption");

    private readonly List<HtmlBlock> blocks = [];
    private readonly StringBuilder line = new();
    private readonly OpenElements open = new();
    private readonly string? root;
    private readonly LinkList links;
    // How deep the element lies that hides, that holds the page's own text, and that keeps its lines; -1 for none.
    private int hiddenAt = -1;
    private int rootAt = -1;
    private int preAt = -1;
    private bool rootRead;
    private int level;

    private HtmlText(HtmlOutline outline, Uri? address)
    {
        Title = outline.Title;
        root = outline.Root;
        links = new LinkList(address);
    }

    /// <summary>The document's title, or null.</summary>
    public string? Title { get; }

    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<HtmlBlock> Parts => blocks;

    /// <summary>The links, in order of number.</summary>
    public IReadOnlyList<PageLink> Links => links.Found;

    private bool IsShown => hiddenAt < 0 && (root is null || rootAt >= 0);

    /// <summary>Reads a document.</summary>
    /// <param name="html">The document.</param>
    /// <param name="address">Its address, for relative links; null to leave links as their text.</param>
    public static HtmlText Read(string html, Uri? address)
    {
        var text = new HtmlText(HtmlOutline.Of(html), address);
        HtmlTokens.Read(html, text.Take);
        text.Flush();
        return text;
    }

    private void Take(HtmlToken token)
    {
        if (token.Type == HtmlTokenType.Character)
        {
            Words(token.Data);
        }
        else if (token.Type == HtmlTokenType.StartTag)
        {
            Start((HtmlTagToken)token);
        }
        else if (token.Type == HtmlTokenType.EndTag)
        {
            End(token.Name);
        }
    }

    private void Words(string text)
    {
        if (hiddenAt >= 0 && !string.IsNullOrWhiteSpace(text))
        {
            open.Words();
            Settle(open.Count);
        }

        if (IsShown)
        {
            Append(text);
        }
    }

    private void Start(HtmlTagToken tag)
    {
        string name = tag.Name;
        bool block = Blocks.Contains(name);
        bool hasContent = open.Open(name, block);
        int depth = hasContent ? open.Count - 1 : open.Count;
        Settle(depth);
        if (hasContent && hiddenAt < 0 && (Skipped.Contains(name) || tag.Attributes.Any(static one => one.Name == "hidden")))
        {
            hiddenAt = depth;
        }

        rootAt = hasContent && rootAt < 0 && !rootRead && hiddenAt < 0 && name == root ? depth : rootAt;
        if (IsShown)
        {
            Show(tag, block, depth);
        }
    }

    private void Show(HtmlTagToken tag, bool block, int depth)
    {
        if (block)
        {
            Break();
            level = tag.Name is ['h', >= '1' and <= '6'] ? tag.Name[1] - '0' : level;
        }

        switch (tag.Name)
        {
            case "li":
                line.Append("* ");
                break;
            case "td" or "th" when line.Length > 0:
                line.Append(" | ");
                break;
            case "pre":
                preAt = preAt < 0 ? depth : preAt;
                break;
            case "sup" when line.Length > 0 && char.IsAsciiDigit(line[^1]):
                // 10 and a raised 9 must not become 109.
                line.Append('^');
                break;
            case "a":
                line.Append(links.Close());
                links.Open(tag.GetAttribute("href"), depth);
                break;
            default:
                break;
        }
    }

    private void End(string name)
    {
        if (IsShown && Blocks.Contains(name))
        {
            Break();
        }

        open.Close(name);
        Settle(open.Count);
    }

    /// <summary>Leaves whatever lay as deep or deeper.</summary>
    private void Settle(int depth)
    {
        if (links.OpenedAt >= depth)
        {
            line.Append(links.Close());
        }

        if (rootAt >= depth)
        {
            Flush();
            (rootAt, rootRead) = (-1, true);
        }

        hiddenAt = hiddenAt >= depth ? -1 : hiddenAt;
        preAt = preAt >= depth ? -1 : preAt;
    }

    private void Append(string text)
    {
        if (links.OpenedAt >= 0)
        {
            links.Add(text);
            return;
        }

        foreach (char letter in text)
        {
            bool blank = char.IsWhiteSpace(letter);
            if (letter == '\n' && preAt >= 0)
            {
                Flush();
            }
            else if (!blank || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(blank ? ' ' : letter);
            }
        }
    }

    /// <summary>Ends the line; within a link it only parts two words.</summary>
    private void Break()
    {
        if (links.OpenedAt >= 0)
        {
            links.Add(" ");
        }
        else
        {
            Flush();
        }
    }

    private void Flush()
    {
        line.Append(links.Close());
        string text = line.ToString().Trim();
        line.Clear();
        if (text.Length > 0 && text != "*")
        {
            blocks.Add(new HtmlBlock(level, text));
        }

        level = 0;
    }
}
