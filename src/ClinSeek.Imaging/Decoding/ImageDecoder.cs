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
        return DicomDecoder.Decode(content, options, limits);
    }
}
