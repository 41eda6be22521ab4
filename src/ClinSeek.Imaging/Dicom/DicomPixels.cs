using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;

namespace ClinSeek.Imaging.Dicom;

/// <summary>The stored values of one frame, out of the file's own bytes where they stand there as they are.</summary>
/// <param name="Layout">How they lie.</param>
/// <param name="Frame">Their bytes.</param>
internal sealed record DicomPixels(SampleLayout Layout, ReadOnlyMemory<byte> Frame)
{
    private const string Again = "Fetch the file from the archive again";

    public static FilmResult<DicomPixels> Read(
        DataSet elements, DicomHeader header, int frame, ImageLimits limits, List<string> cautions, CancellationToken cancellationToken)
    {
        if (elements.Bytes(DicomTag.PixelData) is not { } pixels)
        {
            return new FilmFailure(FilmFailureKind.NoPixels, "the file has no pixel data", "Give the image itself, not a report or a presentation state");
        }

        bool native = TransferSyntax.IsNative(header.TransferSyntaxUid);
        if (native == elements.PixelsEncapsulated)
        {
            return native
                ? new FilmFailure(FilmFailureKind.Malformed, "the pixels are encapsulated though the transfer syntax is native", Again)
                : new FilmFailure(FilmFailureKind.Malformed, "the pixels are not encapsulated though the transfer syntax is compressed", Again);
        }

        FilmResult<PixelLayout> read = PixelLayout.From(elements, header, limits);
        if (!read.Succeeded) return read.Failure;
        PixelLayout layout = read.Value;
        if (native) return Native(layout, pixels, frame, cautions);

        FilmResult<EncapsulatedPixels> encapsulated = EncapsulatedPixels.Read(pixels);
        if (!encapsulated.Succeeded) return encapsulated.Failure;
        bool jpeg = header.TransferSyntaxUid == TransferSyntax.JpegBaseline;
        FilmResult<byte[]> bytes = encapsulated.Value.Frame(frame, Math.Max(header.Frames, 1), jpeg);
        if (!bytes.Succeeded) return bytes.Failure;
        return jpeg ? Jpeg(layout, bytes.Value, limits, cautions, cancellationToken) : Rle(layout, bytes.Value, cautions);
    }

    private static FilmResult<DicomPixels> Native(PixelLayout layout, ReadOnlyMemory<byte> pixels, int frame, List<string> cautions)
    {
        long start = layout.FrameBytes * (frame - 1);
        long needed = start + layout.FrameBytes;
        return pixels.Length < needed
            ? new FilmFailure(FilmFailureKind.Truncated, $"{needed} bytes of pixels are needed and the file has {pixels.Length}", Again)
            : Grey(layout, pixels.Slice((int)start, (int)layout.FrameBytes), cautions);
    }

    private static FilmResult<DicomPixels> Rle(PixelLayout layout, byte[] fragment, List<string> cautions)
    {
        FilmResult<byte[]> decoded = RleDecoder.Decode(fragment, layout.Samples.Rows * layout.Samples.Columns, layout.Samples.BitsAllocated / 8, layout.SamplesPerPixel);
        // Segments are planes: red, green, blue, whatever the planar configuration says.
        return decoded.Succeeded ? Grey(layout with { IsPlanar = true }, decoded.Value, cautions) : decoded.Failure;
    }

    private static FilmResult<DicomPixels> Jpeg(PixelLayout layout, byte[] fragment, ImageLimits limits, List<string> cautions, CancellationToken cancellationToken)
    {
        FilmResult<Raster> decoded = RasterDecoder.Decode(fragment, FilmFormat.Jpeg, 1, limits, cancellationToken);
        if (!decoded.Succeeded) return decoded.Failure;
        Raster raster = decoded.Value;
        if (raster.Width != layout.Samples.Columns || raster.Height != layout.Samples.Rows || layout.Samples.BitsAllocated != 8 || raster.Bits != 8)
        {
            return new FilmFailure(FilmFailureKind.Malformed, "the JPEG inside the file has another size or depth than its head announces", Again);
        }

        FilmResult<byte[]> grey = GreyOfRaster.Of(raster.Samples, raster.Bands, raster.Bits, cautions);
        return grey.Succeeded ? new DicomPixels(layout.Samples, grey.Value) : grey.Failure;
    }

    private static FilmResult<DicomPixels> Grey(PixelLayout layout, ReadOnlyMemory<byte> frame, List<string> cautions)
    {
        if (layout.SamplesPerPixel == 1) return new DicomPixels(layout.Samples, frame);
        byte[] samples = layout.IsPlanar ? Interleave(frame.Span) : frame.ToArray();
        FilmResult<byte[]> grey = GreyOfRaster.Of(samples, 3, 8, cautions);
        return grey.Succeeded ? new DicomPixels(layout.Samples, grey.Value) : grey.Failure;
    }

    private static byte[] Interleave(ReadOnlySpan<byte> planes)
    {
        var samples = new byte[planes.Length];
        int count = planes.Length / 3;
        for (int i = 0; i < count; i++)
        {
            for (int plane = 0; plane < 3; plane++) samples[(i * 3) + plane] = planes[(plane * count) + i];
        }

        return samples;
    }
}
