using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace ClinSeek.Knowledge.Pages;

/// <summary>What has to be known of an HTML document before it is read: its name, and where its own text stands.</summary>
/// <param name="Title">What it calls itself, or its first heading; null without either.</param>
/// <param name="Root">The element that holds its own text: main, article, or null for all of it.</param>
internal readonly record struct HtmlOutline(string? Title, string? Root)
{
    /// <summary>Looks through a document.</summary>
    public static HtmlOutline Of(string html)
    {
        string? shared = null, root = null, inside = null;
        var said = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        HtmlTokens.Read(html, token =>
        {
            if (token.Type == HtmlTokenType.Character && inside is not null)
            {
                said[inside].Append(token.Data);
            }
            else if (token.Type == HtmlTokenType.EndTag)
            {
                inside = token.Name == inside ? null : inside;
            }
            else if (token.Type == HtmlTokenType.StartTag)
            {
                root = token.Name == "main" ? "main" : token.Name == "article" ? root ?? "article" : root;
                shared ??= token.Name == "meta" && token is HtmlTagToken meta && Is(meta, "og:title") ? meta.GetAttribute("content") : null;
                inside = token.Name is "title" or "h1" && said.TryAdd(token.Name, new StringBuilder()) ? token.Name : inside;
            }
        });
        return new HtmlOutline(OneLine(shared) ?? OneLine(said.GetValueOrDefault("title")?.ToString()) ?? OneLine(said.GetValueOrDefault("h1")?.ToString()), root);
    }

    private static bool Is(HtmlTagToken meta, string property) => string.Equals(meta.GetAttribute("property"), property, StringComparison.OrdinalIgnoreCase);

    private static string? OneLine(string? title) => string.IsNullOrWhiteSpace(title) ? null : string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
