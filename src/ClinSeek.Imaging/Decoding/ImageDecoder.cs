using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Imaging.Decoding;

/// <summary>The decoder of this program: tells a format by its first bytes and hands the file to who reads it.</summary>
/// <param name="limits">What is decoded at most.</param>
public sealed class ImageDecoder(ImageLimits limits) : IImageDecoder
{
    /// <summary>One with the ordinary limits.</summary>
    public static ImageDecoder Default { get; } = new(ImageLimits.Default);

    /// <inheritdoc/>
    public FilmResult<DecodedFilm> Decode(ReadOnlyMemory<byte> content, DecodeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        if (limits.Check(content.Length) is { } tooLarge) return tooLarge;
        if (options.Window is { IsValid: false })
        {
            return new FilmFailure(FilmFailureKind.Malformed, "the window that was asked for has no valid width", "Give a width of at least 1");
        }

        return FormatSniffer.Sniff(content.Span) switch
        {
            FilmFormat.Dicom => DicomDecoder.Decode(content, options, limits, cancellationToken),
            { } format => RasterFilm.Decode(content, format, options, limits, cancellationToken),
            null when DataSetReader.StartsWithoutPreamble(content.Span) => DicomDecoder.Decode(content, options, limits, cancellationToken),
            null => new FilmFailure(FilmFailureKind.UnknownFormat, "the file is not DICOM, JPEG, PNG, TIFF or WebP", "Give the .dcm file as the archive exports it, or a PNG"),
        };
    }
}
