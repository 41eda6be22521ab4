using System.Buffers;
using System.Globalization;
using System.Text;

namespace ClinSeek.Ehr.Database;

/// <summary>Strings and numbers as RFC 8785 (JSON Canonicalization Scheme) writes them.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(static code => (byte)code), (byte)'"', (byte)'\\']);

    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        int size = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        ReadOnlySpan<byte> bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
        int at;
        while ((at = bytes.IndexOfAny(Escaped)) >= 0)
        {
            output.Write(bytes[..at]);
            WriteEscape(output, bytes[at]);
            bytes = bytes[(at + 1)..];
        }

        output.Write(bytes);
        output.Write("\""u8);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Writes a finite double as <see cref="Number"/> gives it.</summary>
    public static void WriteNumber(IBufferWriter<byte> output, double value)
    {
        const int Longest = 40;
        Span<byte> text = output.GetSpan(Longest);
        // The shortest digits that give the value again are the same everywhere; only exponents are written otherwise.
        if (value.TryFormat(text, out int written, "R", CultureInfo.InvariantCulture) && !text[..written].Contains((byte)'E') && value != 0)
        {
            output.Advance(written);
        }
        else
        {
            output.Write(Encoding.ASCII.GetBytes(Number(value)));
        }
    }

    /// <summary>A finite double as ECMAScript's Number.prototype.toString writes it.</summary>
    public static string Number(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        string shortest = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        string roundTrip = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        (string digits, int point) = Split(roundTrip, shortest);
        string sign = value < 0 ? "-" : string.Empty;
        int count = digits.Length;
        if (point is > 0 and <= 21)
        {
            return sign + (count <= point ? digits.PadRight(point, '0') : digits[..point] + "." + digits[point..]);
        }

        if (point is > -6 and <= 0)
        {
            return sign + "0." + new string('0', -point) + digits;
        }

        string exponent = (point > 0 ? "+" : "-") + Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture);
        return sign + digits[0] + (count > 1 ? "." + digits[1..] : string.Empty) + "e" + exponent;
    }

    /// <summary>The significant digits and where the point stands: 0.digits x 10^point.</summary>
    private static (string Digits, int Point) Split(string roundTrip, string scientific)
    {
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int end = roundTrip.IndexOf('E', StringComparison.Ordinal);
        string mantissa = (end < 0 ? roundTrip : roundTrip[..end]).Replace(".", string.Empty, StringComparison.Ordinal).Trim('0');
        return (mantissa, exponent + 1);
    }

    private static void WriteEscape(IBufferWriter<byte> output, byte code)
    {
        ReadOnlySpan<byte> known = code switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\r' => "\\r"u8,
            _ => default,
        };
        if (known.IsEmpty)
        {
            output.Write("\\u00"u8);
            output.Write([Hex(code >> 4), Hex(code & 15)]);
        }
        else
        {
            output.Write(known);
        }
    }

    private static byte Hex(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
}
