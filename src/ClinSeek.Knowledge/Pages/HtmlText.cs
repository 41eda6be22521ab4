using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace ClinSeek.Knowledge.Pages;

/// <summary>Reads HTML as text: blocks as paragraphs, headings, lists and tables by line, links numbered. Nothing is run or loaded.</summary>
internal sealed class HtmlText
{
    private const int MaxDepth = 400;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe", "object", "button", "select", "head", "aside" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "main", "header", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "dt", "dd",
        "blockquote", "pre", "figure", "figcaption", "hr", "br", "body", "html", "address", "details", "summary", "caption",
    };

    private readonly List<HtmlBlock> blocks = [];
    private readonly System.Text.StringBuilder line = new();
    private readonly List<PageLink> links = [];
    private readonly Uri? address;
    private int level;

    private HtmlText(Uri? address) => this.address = address;

    /// <summary>The document's title, or null.</summary>
    public string? Title { get; private init; }

    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<HtmlBlock> Parts => blocks;

    /// <summary>The links, in order of number.</summary>
    public IReadOnlyList<PageLink> Links => links;

    /// <summary>Reads a document.</summary>
    /// <param name="html">The document.</param>
    /// <param name="address">Its address, for relative links; null to leave links as their text.</param>
    public static HtmlText Read(string html, Uri? address)
    {
        IDocument document = new HtmlParser().ParseDocument(html);
        string? title = document.QuerySelector("meta[property='og:title']")?.GetAttribute("content") ?? document.Title;
        var text = new HtmlText(address) { Title = string.IsNullOrWhiteSpace(title) ? document.QuerySelector("h1")?.TextContent.Trim() : title.Trim() };
        INode root = document.QuerySelector("main") ?? document.QuerySelector("article") ?? (INode?)document.Body ?? document;
        text.Visit(root, 0);
        text.Flush();
        return text;
    }

    private void Visit(INode node, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (INode child in node.ChildNodes)
        {
            if (child is IText text)
            {
                Append(text.Data);
            }
            else if (child is IElement element && !Skipped.Contains(element.LocalName) && !element.HasAttribute("hidden"))
            {
                Element(element, depth);
            }
        }
    }

    private void Element(IElement element, int depth)
    {
        bool block = Blocks.Contains(element.LocalName);
        if (block)
        {
            Flush();
            level = element.LocalName is ['h', >= '1' and <= '6'] ? element.LocalName[1] - '0' : 0;
        }

        if (element.LocalName == "li")
        {
            line.Append("* ");
        }
        else if (element.LocalName is "td" or "th" && line.Length > 0)
        {
            line.Append(" | ");
        }

        if (Link(element) is { } link)
        {
            line.Append(link);
        }
        else
        {
            Visit(element, depth + 1);
        }

        if (block)
        {
            Flush();
        }
    }

    private string? Link(IElement element)
    {
        if (address is null || element.LocalName != "a" || element.GetAttribute("href") is not { Length: > 0 and <= 2000 } href
            || href[0] == '#' || !Uri.TryCreate(address, href, out Uri? target) || !target.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return null;
        }

        string title = string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('【', '[').Replace('】', ']').Replace('†', '+');
        if (title.Length == 0)
        {
            return string.Empty;
        }

        string site = target.Host == address.Host ? string.Empty : "†" + target.Host;
        links.Add(new PageLink(target.GetLeftPart(UriPartial.Query), title));
        return $"【{links.Count - 1}†{title}{site}】";
    }

    private void Append(string text)
    {
        foreach (char letter in text)
        {
            bool blank = char.IsWhiteSpace(letter);
            if (!blank || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(blank ? ' ' : letter);
            }
        }
    }

    private void Flush()
    {
        string text = line.ToString().Trim();
        line.Clear();
        if (text.Length > 0 && text != "*")
        {
            blocks.Add(new HtmlBlock(level, text));
        }

        level = 0;
    }
}
