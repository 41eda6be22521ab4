namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The ratio of common fuzzy-matching libraries, 0 to 100: twice the length of the longest common subsequence over the sum
/// of both lengths.
/// </summary>
internal sealed class EditRatio
{
    private const int Longest = 400;

    private readonly SubsequenceLength _common;
    private readonly int _length;

    /// <param name="folded">The text that others are compared with; of every text the first 400 characters count.</param>
    public EditRatio(string folded)
    {
        ReadOnlySpan<char> text = Counted(folded);
        _length = text.Length;
        _common = new SubsequenceLength(text);
    }

    /// <summary>The ratio of two folded texts.</summary>
    public static int Of(string a, string b) => new EditRatio(a).With(b);

    public int With(string folded)
    {
        ReadOnlySpan<char> text = Counted(folded);
        return _length + text.Length == 0 ? 100 : Ratio(_common.With(text), text.Length);
    }

    /// <summary>What <see cref="With"/> gives at most for a text of that length.</summary>
    public int Most(int length)
    {
        int counted = Math.Min(length, Longest);
        return _length + counted == 0 ? 100 : Ratio(Math.Min(_length, counted), counted);
    }

    private int Ratio(int common, int length) => (int)Math.Round(200.0 * common / (_length + length), MidpointRounding.AwayFromZero);

    private static ReadOnlySpan<char> Counted(string text) => text.AsSpan(0, Math.Min(text.Length, Longest));
}
