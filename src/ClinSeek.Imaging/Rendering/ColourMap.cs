using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;

namespace ClinSeek.Imaging.Rendering;

/// <summary>How grey values are coloured to be looked at.</summary>
internal static class ColourMap
{
    /// <summary>The names that are understood; <c>rgb</c> is grey as it stands.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rgb", "gray", "gray_r", "bone", "hot"];

    /// <summary>The PNG of a grey picture in a map; one of <see cref="Names"/>.</summary>
    public static FilmResult<byte[]> ToPng(byte[] grey, int width, int height, string map) => map switch
    {
        "gray_r" => PngWriter.Grey([.. grey.Select(static value => (byte)(255 - value))], width, height),
        "bone" => PngWriter.Rgb(Coloured(grey, Bone), width, height),
        "hot" => PngWriter.Rgb(Coloured(grey, Hot), width, height),
        _ => PngWriter.Grey(grey, width, height),
    };

    private static byte[] Coloured(byte[] grey, Func<byte, Colour> map)
    {
        Colour[] colours = [.. Enumerable.Range(0, 256).Select(value => map((byte)value))];
        var pixels = new byte[grey.Length * 3];
        for (int at = 0; at < grey.Length; at++)
        {
            Colour colour = colours[grey[at]];
            (pixels[at * 3], pixels[(at * 3) + 1], pixels[(at * 3) + 2]) = (colour.Red, colour.Green, colour.Blue);
        }

        return pixels;
    }

    private static Colour Bone(byte value)
    {
        Colour hot = Hot(value);
        return new Colour((byte)(((7 * value) + hot.Blue) / 8), (byte)(((7 * value) + hot.Green) / 8), (byte)(((7 * value) + hot.Red) / 8));
    }

    private static Colour Hot(byte value) =>
        new((byte)Math.Min(255, value * 8 / 3), (byte)Math.Clamp((value - 96) * 8 / 3, 0, 255), (byte)Math.Clamp((value - 191) * 4, 0, 255));
}
