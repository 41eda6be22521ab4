using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;

namespace ClinSeek.Imaging.Rendering;

/// <summary>How grey values are coloured to be looked at.</summary>
internal static class ColourMap
{
    /// <summary>The names that are understood; <c>rgb</c> is grey as it stands.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rgb", "gray", "gray_r", "bone", "hot"];

    /// <summary>The PNG of a grey picture in a map; one of <see cref="Names"/>.</summary>
    public static FilmResult<byte[]> ToPng(byte[] grey, int width, int height, string map)
    {
        switch (map)
        {
            case "gray_r":
                return PngWriter.Grey([.. grey.Select(static value => (byte)(255 - value))], width, height);
            case "bone":
                return PngWriter.Rgb([.. grey.SelectMany(Bone)], width, height);
            case "hot":
                return PngWriter.Rgb([.. grey.SelectMany(Hot)], width, height);
            default:
                return PngWriter.Grey(grey, width, height);
        }
    }

    private static byte[] Bone(byte value)
    {
        byte[] hot = Hot(value);
        return [(byte)(((7 * value) + hot[2]) / 8), (byte)(((7 * value) + hot[1]) / 8), (byte)(((7 * value) + hot[0]) / 8)];
    }

    private static byte[] Hot(byte value) =>
    [
        (byte)Math.Min(255, value * 8 / 3), (byte)Math.Clamp((value - 96) * 8 / 3, 0, 255), (byte)Math.Clamp((value - 191) * 4, 0, 255),
    ];
}
