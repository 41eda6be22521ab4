namespace ClinSeek.Ehr.Vocabularies;

/// <summary>A text's runs of three letters: the lexical measure of how alike two texts are.</summary>
internal static class Trigrams
{
    private const int Letters = 3;

    /// <summary>A text as it is compared: lower case, one space between words.</summary>
    public static string Fold(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The distinct runs of a folded text, each as one number; a shorter text is one run.</summary>
    public static HashSet<ulong> Of(string folded)
    {
        var runs = new HashSet<ulong>();
        for (int start = 0; start + Letters <= folded.Length; start++)
        {
            runs.Add(Pack(folded.AsSpan(start, Letters)));
        }

        if (runs.Count == 0)
        {
            runs.Add(Pack(folded));
        }

        return runs;
    }

    private static ulong Pack(ReadOnlySpan<char> run)
    {
        ulong packed = 0;
        foreach (char letter in run)
        {
            packed = (packed << 16) | letter;
        }

        return packed;
    }
}
