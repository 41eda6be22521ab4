using System.Buffers.Binary;

namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>Tells a file that was cut from one that is damaged, by the mark that its format ends with.</summary>
internal static class RasterEnd
{
    public static bool IsMissing(ReadOnlySpan<byte> content, FilmFormat format) => format switch
    {
        FilmFormat.Jpeg => content.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0,
        FilmFormat.Png => content.LastIndexOf("IEND"u8) < 0,
        FilmFormat.WebP => content.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) + 8L > content.Length,
        FilmFormat.Tiff => DirectoryLiesOutside(content),
        _ => false,
    };

    /// <summary>Writers put a TIFF's directory last, so a cut file points behind its own end.</summary>
    private static bool DirectoryLiesOutside(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8) return true;
        uint directory = content[0] == 'I' ? BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) : BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        return directory + 2L > content.Length;
    }
}
