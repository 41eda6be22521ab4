using System.Text;

namespace ClinSeek.Functions.Embedding;

/// <summary>
/// BERT's tokens: words and punctuation marks, each cut into the longest pieces that the vocabulary has. Stateless and thread-safe.
/// </summary>
internal sealed class WordPieceTokenizer
{
    private const string Unknown = "[UNK]";
    private const string First = "[CLS]";
    private const string Last = "[SEP]";
    private const int LongestWord = 100;

    private readonly Dictionary<string, long> _pieces = new(StringComparer.Ordinal);
    private readonly bool _lowercase;
    private readonly int _maxTokens;

    public WordPieceTokenizer(IReadOnlyList<string> pieces, bool lowercase, int maxTokens)
    {
        (_lowercase, _maxTokens) = (lowercase, maxTokens);
        for (int place = 0; place < pieces.Count; place++)
        {
            _pieces.TryAdd(pieces[place], place);
        }
    }

    /// <summary>The pieces that every vocabulary has.</summary>
    public static IReadOnlyList<string> Marks { get; } = [Unknown, First, Last];

    /// <summary>The numbers of a text's tokens, the marks of its begin and end with them.</summary>
    public long[] Encode(string text)
    {
        List<long> tokens = [_pieces[First]];
        foreach (string word in Words(Clean(text)))
        {
            Add(word, tokens);
            if (tokens.Count >= _maxTokens)
            {
                break;
            }
        }

        return [.. tokens.Take(_maxTokens - 1), _pieces[Last]];
    }

    private void Add(string word, List<long> tokens)
    {
        int before = tokens.Count;
        int start = 0;
        while (start < word.Length && word.Length <= LongestWord)
        {
            int end = word.Length;
            long piece = -1;
            while (end > start && !_pieces.TryGetValue(start == 0 ? word[..end] : "##" + word[start..end], out piece))
            {
                end--;
            }

            if (end == start)
            {
                break;
            }

            tokens.Add(piece);
            start = end;
        }

        if (start < word.Length)
        {
            // A word that does not come out even is unknown as a whole.
            tokens.RemoveRange(before, tokens.Count - before);
            tokens.Add(_pieces[Unknown]);
        }
    }

    private string Clean(string text) => _lowercase ? Accents.Without(text.ToLowerInvariant()) : text;

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool alone = IsPunctuation(rune) || IsIdeograph(rune.Value);
            bool ends = alone || Rune.IsWhiteSpace(rune) || (Rune.IsControl(rune) && rune.Value is '\t' or '\n' or '\r');
            if (ends && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (alone)
            {
                yield return rune.ToString();
            }
            else if (!ends && !Rune.IsControl(rune) && rune.Value is not 0xFFFD)
            {
                word.Append(rune.ToString());
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    // Every sign of ASCII that is no letter or digit counts, also those that Unicode calls symbols.
    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.IsAscii && !Rune.IsLetterOrDigit(rune) && !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune));

    private static bool IsIdeograph(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
