namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The length of the longest common subsequence of one text with many others, 64 letters of it at a time (Hyyrö's bit-parallel
/// algorithm). Not thread-safe.
/// </summary>
internal sealed class SubsequenceLength
{
    private const int WordBits = 64;
    private const int Plain = 128;

    private readonly int _letters;
    private readonly int _words;
    private readonly ulong[] _plain;
    private readonly Dictionary<char, ulong[]> _others = [];
    private readonly ulong[] _none;
    private readonly ulong[] _open;

    public SubsequenceLength(ReadOnlySpan<char> text)
    {
        _letters = text.Length;
        _words = Math.Max(1, (text.Length + WordBits - 1) / WordBits);
        _plain = new ulong[Plain * _words];
        _none = new ulong[_words];
        _open = new ulong[_words];
        for (int place = 0; place < text.Length; place++)
        {
            Places(text[place], create: true)[place / WordBits] |= 1UL << (place % WordBits);
        }
    }

    public int With(ReadOnlySpan<char> other)
    {
        Array.Fill(_open, ulong.MaxValue);
        foreach (char letter in other)
        {
            ReadOnlySpan<ulong> places = Places(letter, create: false);
            ulong carry = 0;
            for (int word = 0; word < _words; word++)
            {
                ulong open = _open[word];
                ulong matched = open & places[word];
                ulong sum = open + matched;
                ulong carried = sum + carry;
                carry = (sum < open || carried < sum) ? 1UL : 0UL;
                _open[word] = carried | (open & ~places[word]);
            }
        }

        int length = 0;
        for (int word = 0; word < _words; word++)
        {
            int bits = Math.Min(WordBits, _letters - (word * WordBits));
            ulong counted = bits <= 0 ? 0 : bits == WordBits ? ulong.MaxValue : (1UL << bits) - 1;
            length += System.Numerics.BitOperations.PopCount(~_open[word] & counted);
        }

        return length;
    }

    private Span<ulong> Places(char letter, bool create)
    {
        if (letter < Plain)
        {
            return _plain.AsSpan(letter * _words, _words);
        }

        if (_others.TryGetValue(letter, out ulong[]? places))
        {
            return places;
        }

        return create ? _others[letter] = new ulong[_words] : _none;
    }
}
