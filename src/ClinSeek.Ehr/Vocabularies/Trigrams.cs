namespace ClinSeek.Ehr.Vocabularies;

/// <summary>A text's runs of three letters: what the index holds, and the lexical measure of how alike two texts are.</summary>
internal static class Trigrams
{
    /// <summary>A text as it is compared: lower case, one space between words.</summary>
    public static string Fold(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The distinct runs of a folded text; a shorter text is one run.</summary>
    public static HashSet<string> Of(string folded)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (int start = 0; start + 3 <= folded.Length; start++)
        {
            runs.Add(folded.Substring(start, 3));
        }

        if (runs.Count == 0)
        {
            runs.Add(folded);
        }

        return runs;
    }

    /// <summary>The cosine of two sets of runs, 0 to 1.</summary>
    public static double Cosine(HashSet<string> a, HashSet<string> b) =>
        a.Count(b.Contains) / Math.Sqrt((double)a.Count * b.Count);
}
