using System.Text.Json;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tools;

/// <summary>A passage laid out as a page: its text, then source, date and licence, then links to related passages.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Lines">All lines, each at most 80 columns.</param>
/// <param name="TextLines">How many of them, from the top, are the passage's own text.</param>
/// <param name="Links">The links, in order of number.</param>
internal sealed record DocumentPage(Passage Passage, IReadOnlyList<string> Lines, int TextLines, IReadOnlyList<PageLink> Links)
{
    public static DocumentPage Of(Passage passage, KnowledgeIndex index)
    {
        List<string> lines = [.. passage.Text.SelectMany(TextWrap.Lines)];
        int textLines = lines.Count;
        lines.Add(string.Empty);
        lines.AddRange(TextWrap.Lines("Source: " + passage.Source));
        lines.AddRange(TextWrap.Lines($"Written: {passage.Date}. Licence of this text: {passage.License}."));
        var links = new List<PageLink>();
        foreach (string id in passage.Related)
        {
            if (index.Find(id) is { } related)
            {
                lines.Add($"See also: 【{links.Count}†{related.Title}】");
                links.Add(new PageLink(id, 0));
            }
        }

        return new DocumentPage(passage, lines, textLines, links);
    }

    /// <summary>The record as it is stored, for <c>view_source</c>.</summary>
    public static DocumentPage SourceOf(Passage passage)
    {
        string json = JsonSerializer.Serialize(passage, PassageJson.Default.Passage);
        IReadOnlyList<string> lines = [.. TextWrap.Lines(json)];
        return new DocumentPage(passage, lines, lines.Count, []);
    }

    /// <summary>The line of the text that says most of what was sought; the first where none says any.</summary>
    public int BestLine(IReadOnlyList<string> words)
    {
        int best = 0, bestScore = 0;
        for (int line = 0; line < TextLines; line++)
        {
            string[] own = [.. QueryText.Words(Lines[line])];
            int score = words.Sum(word => own.Contains(word) ? 2 : own.Any(candidate => SameStem(candidate, word)) ? 1 : 0);
            if (score > bestScore)
            {
                (best, bestScore) = (line, score);
            }
        }

        return best;
    }

    // Coarser than the index's stemmer, which SQLite does not lend out: it only chooses which line to show.
    private static bool SameStem(string left, string right)
    {
        int shared = Math.Min(left.Length, right.Length);
        int stem = shared <= 4 ? shared : shared - 2;
        return Math.Abs(left.Length - right.Length) <= (shared <= 4 ? 1 : 4) && left.AsSpan(0, stem).SequenceEqual(right.AsSpan(0, stem));
    }
}
