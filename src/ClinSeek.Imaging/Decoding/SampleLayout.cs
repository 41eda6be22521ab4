using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding;

/// <summary>How the stored values of one grey frame lie in its bytes: row by row, little endian, without gaps.</summary>
/// <param name="Rows">Rows of the image.</param>
/// <param name="Columns">Columns of the image.</param>
/// <param name="BitsAllocated">8 or 16.</param>
/// <param name="BitsStored">8 to 16, at most <paramref name="BitsAllocated"/>.</param>
/// <param name="HighBit">The highest bit of a stored value inside its cell.</param>
/// <param name="Signed">Two's complement from <paramref name="BitsStored"/> bits.</param>
internal sealed record SampleLayout(int Rows, int Columns, int BitsAllocated, int BitsStored, int HighBit, bool Signed)
{
    /// <summary>Different stored codes: the size of a table over all of them.</summary>
    public int Codes => 1 << BitsStored;

    public long FrameBytes => (long)Rows * Columns * (BitsAllocated / 8);

    /// <summary>Whole cells of 8 or 16 bits, unsigned.</summary>
    public static SampleLayout Plain(int rows, int columns, int bits) => new(rows, columns, bits, bits, bits - 1, false);

    /// <summary>The stored value of a code, its sign extended from <see cref="BitsStored"/>.</summary>
    public int Value(int code) => Signed && code >= Codes >> 1 ? code - Codes : code;

    /// <summary>
    /// One value of <paramref name="table"/>, which holds <see cref="Codes"/> of them, for each pixel of a part of a row. Bits
    /// outside BitsStored, where old films keep overlays, are left out.
    /// </summary>
    public void LookUp<T>(ReadOnlySpan<byte> frame, int row, int left, ReadOnlySpan<T> table, Span<T> values)
    {
        int start = (row * Columns) + left;
        if (BitsAllocated == 8)
        {
            ReadOnlySpan<byte> cells = frame.Slice(start, values.Length);
            for (int i = 0; i < values.Length; i++) values[i] = table[cells[i]];
            return;
        }

        // Little endian both in the file and on every machine that ONNX Runtime is built for.
        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(frame.Slice(start * 2, values.Length * 2));
        int shift = HighBit + 1 - BitsStored;
        int mask = Codes - 1;
        for (int i = 0; i < values.Length; i++) values[i] = table[(words[i] >> shift) & mask];
    }
}
