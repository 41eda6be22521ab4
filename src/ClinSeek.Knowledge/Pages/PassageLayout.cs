using System.Text.Json;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Pages;

/// <summary>Lays a passage out as a page: its text, then source, date and licence, then links to related passages.</summary>
internal static class PassageLayout
{
    /// <summary>The page of a passage.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="related">Those of its related passages that exist.</param>
    public static KnowledgePage Page(Passage passage, IReadOnlyList<Passage> related)
    {
        List<string> lines = [.. passage.Text.SelectMany(TextWrap.Lines)];
        int textLines = lines.Count;
        lines.Add(string.Empty);
        lines.AddRange(TextWrap.Lines("Source: " + passage.Source));
        if (passage.Url is { Length: > 0 } url)
        {
            lines.AddRange(TextWrap.Lines("Published at: " + url));
        }

        lines.AddRange(TextWrap.Lines((passage.Date.Length > 0 ? $"Written: {passage.Date}. " : string.Empty) + (passage.License == "NOASSERTION" ? "No licence of this text was stated." : $"Licence of this text: {passage.License}.")));
        var links = new List<PageLink>();
        foreach (Passage other in related)
        {
            lines.Add($"See also: 【{links.Count}†{other.Title}】");
            links.Add(new PageLink(other.Address, other.Title, 0));
        }

        return Of(passage, PageKind.Document, passage.Address, lines, textLines, links);
    }

    /// <summary>The record as it is stored.</summary>
    public static KnowledgePage Source(Passage passage)
    {
        string[] lines = [.. TextWrap.Lines(JsonSerializer.Serialize(passage, PassageJson.Default.Passage))];
        return Of(passage, PageKind.Source, PageAddress.Source + passage.Address, lines, lines.Length, []);
    }

    private static KnowledgePage Of(Passage passage, PageKind kind, string address, IReadOnlyList<string> lines, int textLines, IReadOnlyList<PageLink> links) => new()
    {
        Kind = kind,
        Address = address,
        Title = passage.Title,
        Lines = lines,
        TextLines = textLines,
        Links = links,
        Source = passage.Source,
        License = passage.License,
    };
}
