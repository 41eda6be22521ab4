using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>Writes PNG. Pure: the same samples give the same bytes with the same library.</summary>
public static class PngWriter
{
    /// <summary>A grey PNG of 8 bits.</summary>
    /// <param name="samples">Columns x rows, row by row.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="rows">Rows of the image.</param>
    public static FilmResult<byte[]> Grey(ReadOnlySpan<byte> samples, int columns, int rows) => Write(samples, columns, rows, 1);

    /// <summary>A colour PNG of 3 x 8 bits.</summary>
    /// <param name="samples">Columns x rows x 3, red, green and blue beside each other, row by row.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="rows">Rows of the image.</param>
    public static FilmResult<byte[]> Rgb(ReadOnlySpan<byte> samples, int columns, int rows) => Write(samples, columns, rows, 3);

    private static unsafe FilmResult<byte[]> Write(ReadOnlySpan<byte> samples, int columns, int rows, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, columns * rows * bands);
        if (VipsLibrary.Failure is { } unavailable) return unavailable;
        fixed (byte* data = samples)
        {
            using VipsImage image = VipsCalls.NewFromMemory(data, (nuint)samples.Length, columns, rows, bands, VipsFormat.UChar);
            if (image.IsInvalid || VipsCalls.SavePng(image, out nint buffer, out nuint length, 0) != 0)
            {
                VipsCalls.ClearErrors();
                throw new InvalidOperationException("libvips could not write a PNG from samples in memory");
            }

            try
            {
                var png = new byte[(int)length];
                Marshal.Copy(buffer, png, 0, png.Length);
                return png;
            }
            finally
            {
                VipsCalls.Free(buffer);
            }
        }
    }
}
