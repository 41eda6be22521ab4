using System.Buffers;

namespace ClinSeek.Evidence.Ledger;

/// <summary>Reads the restricted canonical JSON of ledger and checkpoint lines left to right without allocating: known keys in their order, ASCII strings without escapes, plain integers.</summary>
internal ref struct LineScanner(ReadOnlySpan<byte> line)
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);
    public static readonly SearchValues<byte> NameBytes = Bytes(Alphanumeric + "._-");
    public static readonly SearchValues<byte> RequestBytes = Bytes(Alphanumeric + "._:-");
    public static readonly SearchValues<byte> CaseBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    public static readonly SearchValues<byte> TextBytes = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7F - 0x20).Select(static value => (byte)value).Where(static value => value is not ((byte)'"' or (byte)'\\'))]);

    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;

    public readonly bool AtEnd => _at == _line.Length;

    public bool Literal(ReadOnlySpan<byte> expected)
    {
        if (!_line[_at..].StartsWith(expected))
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    /// <summary>A string of the allowed bytes and its closing quote; the opening one belongs to the literal before.</summary>
    public bool Text(SearchValues<byte> allowed, int minimum, int maximum, out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = _line[_at..];
        int length = rest.IndexOf((byte)'"');
        text = length < 0 ? default : rest[..length];
        if (length < minimum || length > maximum || text.ContainsAnyExcept(allowed))
        {
            return false;
        }

        _at += length + 1;
        return true;
    }

    /// <summary>A non-negative integer that a double holds exactly, without leading zeros.</summary>
    public bool Integer(long maximum, out long value)
    {
        value = 0;
        int start = _at;
        while (_at < _line.Length && _line[_at] is >= (byte)'0' and <= (byte)'9' && _at - start < 16)
        {
            value = (value * 10) + _line[_at++] - '0';
        }

        int length = _at - start;
        return length > 0 && (length == 1 || _line[start] != '0') && value <= maximum;
    }

    /// <summary>An object of names to strings, names ascending, from after its opening brace to after its closing one.</summary>
    public bool Map(SearchValues<byte> values, int minimum, int maximum, out ReadOnlySpan<byte> map)
    {
        int start = _at;
        ReadOnlySpan<byte> before = default;
        bool first = true;
        map = default;
        while (!Literal("}"u8))
        {
            if (!Literal(first ? "\""u8 : ",\""u8) || !Text(NameBytes, 1, 64, out ReadOnlySpan<byte> name)
                || (!first && before.SequenceCompareTo(name) >= 0)
                || !Literal(":\""u8) || !Text(values, minimum, maximum, out _))
            {
                return false;
            }

            before = name;
            first = false;
        }

        map = _line[start..(_at - 1)];
        return true;
    }

    private static SearchValues<byte> Bytes(string characters) => SearchValues.Create(System.Text.Encoding.ASCII.GetBytes(characters));
}
