using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Dicom;

/// <summary>How stored values lie in the pixel data (PS3.3 C.7.6.3, PS3.5 8.1.1).</summary>
/// <param name="Rows">Rows of the image.</param>
/// <param name="Columns">Columns of the image.</param>
/// <param name="BitsAllocated">8 or 16.</param>
/// <param name="BitsStored">8 to 16, at most <paramref name="BitsAllocated"/>.</param>
/// <param name="HighBit">The highest bit of a stored value inside its cell.</param>
/// <param name="Signed">Two's complement from <paramref name="BitsStored"/> bits.</param>
internal sealed record PixelLayout(int Rows, int Columns, int BitsAllocated, int BitsStored, int HighBit, bool Signed)
{
    /// <summary>The largest image that is read.</summary>
    public const long MostPixels = 64L * 1024 * 1024;

    /// <summary>Different stored codes: the size of a table over all of them.</summary>
    public int Codes => 1 << BitsStored;

    public long FrameBytes => (long)Rows * Columns * (BitsAllocated / 8);

    /// <summary>The layout that a file announces, or why it cannot be read.</summary>
    public static FilmResult<PixelLayout> From(DataSet elements)
    {
        int rows = elements.Integer(DicomTag.Rows) ?? 0;
        int columns = elements.Integer(DicomTag.Columns) ?? 0;
        int allocated = elements.Integer(DicomTag.BitsAllocated) ?? 0;
        int stored = elements.Integer(DicomTag.BitsStored) ?? allocated;
        int high = elements.Integer(DicomTag.HighBit) ?? stored - 1;
        if (rows <= 0 || columns <= 0) return Refuse("rows or columns are missing or zero");
        if ((long)rows * columns > MostPixels)
        {
            return new FilmFailure(FilmFailureKind.TooLarge, $"the film is {columns} x {rows}, more than {MostPixels >> 20} million pixels", "Ask the archive for a reduced film");
        }

        if (elements.Integer(DicomTag.SamplesPerPixel) is > 1) return Refuse("the film has several samples a pixel (colour)");
        if (allocated is not (8 or 16)) return Refuse($"{allocated} bits are allocated, not 8 or 16");
        if (stored is < 8 || stored > allocated) return Refuse($"{stored} bits are stored in {allocated}, not 8 to {allocated}");
        return high < stored - 1 || high >= allocated
            ? Refuse($"the high bit is {high}, which {stored} bits in {allocated} cannot have")
            : new PixelLayout(rows, columns, allocated, stored, high, elements.Integer(DicomTag.PixelRepresentation) is 1);
    }

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

    private static FilmFailure Refuse(string cause) =>
        new(FilmFailureKind.UnsupportedPixels, cause, "Give a single-channel film of 8 to 16 stored bits");
}
