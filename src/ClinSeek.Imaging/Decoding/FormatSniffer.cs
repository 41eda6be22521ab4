namespace ClinSeek.Imaging.Decoding;

/// <summary>Tells a file's format by its first bytes; names and media types are not believed.</summary>
internal static class FormatSniffer
{
    /// <summary>The format; null where it is none that is read. A file without marks may still be an old DICOM one.</summary>
    public static FilmFormat? Sniff(ReadOnlySpan<byte> content)
    {
        // DICOM leaves its first 128 bytes to others, who put the head of another format there: the mark behind them decides.
        if (content.Length >= 132 && content.Slice(128, 4).SequenceEqual("DICM"u8)) return FilmFormat.Dicom;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FilmFormat.Jpeg;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return FilmFormat.Png;
        if (content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8)) return FilmFormat.WebP;
        return IsTiff(content) ? FilmFormat.Tiff : null;
    }

    private static bool IsTiff(ReadOnlySpan<byte> content) => content.Length >= 4
        && (content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8) || content.StartsWith("II+\0"u8) || content.StartsWith("MM\0+"u8));
}
