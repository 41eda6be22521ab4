using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Pages;

/// <summary>Chooses the line of a text to show for some words.</summary>
internal static class LineChoice
{
    /// <summary>The line, among the first ones, that says most of what was sought; the first where none says any.</summary>
    public static int Best(IReadOnlyList<string> lines, int textLines, string sought)
    {
        string[] terms = [.. TextAnalyzer.Words(sought).Where(static word => !TextAnalyzer.IsStopWord(word)).Select(TextAnalyzer.Stem).Distinct(StringComparer.Ordinal)];
        int best = 0, bestScore = 0;
        for (int line = 0; line < Math.Min(textLines, lines.Count); line++)
        {
            HashSet<string> own = [.. TextAnalyzer.Terms(lines[line])];
            int score = terms.Count(own.Contains);
            if (score > bestScore)
            {
                (best, bestScore) = (line, score);
            }
        }

        return best;
    }
}
