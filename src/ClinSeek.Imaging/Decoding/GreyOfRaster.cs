using System.Buffers.Binary;
using System.Globalization;

namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// Makes one grey channel of interleaved samples. Films are often saved as RGB with three equal channels; an image that is
/// really coloured is no film.
/// </summary>
internal static class GreyOfRaster
{
    /// <summary>Channels this near to each other, of 256, are grey: JPEG's own chroma noise is smaller.</summary>
    private const int GreyTolerance = 16;

    /// <summary>A film may carry a coloured mark, up to this share of its pixels.</summary>
    private const double ColouredShare = 0.01;

    /// <summary>The grey samples, in place of a copy where they are grey already; little endian where they have 16 bits.</summary>
    public static FilmResult<byte[]> Of(byte[] samples, int bands, int bits, List<string> cautions)
    {
        if (bands == 1) return samples;
        int width = bits / 8;
        int count = samples.Length / width / bands;
        int most = (1 << bits) - 1;
        int tolerance = GreyTolerance << (bits - 8);
        var grey = new byte[count * width];
        (int coloured, int transparent) = (0, 0);
        bool equal = true;
        for (int i = 0; i < count; i++)
        {
            int at = i * bands;
            int value = Sample(samples, at, width);
            if (bands >= 3)
            {
                (int red, int green, int blue) = (value, Sample(samples, at + 1, width), Sample(samples, at + 2, width));
                int spread = Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
                equal &= spread == 0;
                if (spread > tolerance) coloured++;
                // ITU-R 601 luma in 16 bits of fraction, as PIL and libjpeg compute it.
                value = (int)(((red * 19595L) + (green * 38470L) + (blue * 7471L) + 0x8000) >> 16);
            }

            if (bands is 2 or 4 && Sample(samples, at + bands - 1, width) is var alpha && alpha < most)
            {
                transparent++;
                value = (int)((long)value * alpha / most);
            }

            if (width == 1) grey[i] = (byte)value;
            else BinaryPrimitives.WriteUInt16LittleEndian(grey.AsSpan(i * 2), (ushort)value);
        }

        if (coloured > count * ColouredShare)
        {
            return new FilmFailure(FilmFailureKind.UnsupportedPixels, string.Create(CultureInfo.InvariantCulture, $"the image is in colour: {100.0 * coloured / count:0} % of its pixels are not grey"), "Give a grey film");
        }

        if (!equal) cautions.Add("the film was stored in colour; its luma is shown");
        if (transparent > 0) cautions.Add("transparent parts of the image are shown black");
        return grey;
    }

    private static int Sample(byte[] samples, int index, int width) =>
        width == 1 ? samples[index] : BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(index * 2));
}
