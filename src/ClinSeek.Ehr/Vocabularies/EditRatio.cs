namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The ratio of common fuzzy-matching libraries, 0 to 100: twice the length of the longest common subsequence over the sum
/// of both lengths.
/// </summary>
internal static class EditRatio
{
    private const int Longest = 400;

    /// <summary>The ratio of two folded texts, of which the first 400 characters count.</summary>
    public static int Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        if (a.Length + b.Length == 0)
        {
            return 100;
        }

        Span<int> lengths = stackalloc int[b.Length + 1];
        foreach (char letter in a)
        {
            int diagonal = 0;
            for (int place = 1; place <= b.Length; place++)
            {
                int above = lengths[place];
                lengths[place] = letter == b[place - 1] ? diagonal + 1 : Math.Max(above, lengths[place - 1]);
                diagonal = above;
            }
        }

        return (int)Math.Round(200.0 * lengths[b.Length] / (a.Length + b.Length), MidpointRounding.AwayFromZero);
    }
}
