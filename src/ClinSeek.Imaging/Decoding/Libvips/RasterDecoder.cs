using System.Buffers;
using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>Decodes JPEG, PNG, TIFF and WebP. Size and kind of an image are read from its head and held against the limits before any pixel is.</summary>
internal static class RasterDecoder
{
    /// <summary>The samples of one picture of a file.</summary>
    public static FilmResult<Raster> Decode(ReadOnlyMemory<byte> content, FilmFormat format, int page, ImageLimits limits, CancellationToken cancellationToken)
    {
        if (VipsLibrary.Failure is { } unavailable) return unavailable;
        using MemoryHandle pin = content.Pin();
        using VipsImage first = Open(pin, content.Length, format, 1);
        if (first.IsInvalid) return Broken(content.Span, format);
        int pages = HasPages(format) ? Math.Max(VipsCalls.Pages(first), 1) : 1;
        if (page < 1 || page > pages) return FilmFailure.NoSuchFrame(page, pages);
        if (page == 1) return Decode(first, content, format, pages, limits, cancellationToken);

        using VipsImage chosen = Open(pin, content.Length, format, page);
        return chosen.IsInvalid ? Broken(content.Span, format) : Decode(chosen, content, format, pages, limits, cancellationToken);
    }

    private static unsafe VipsImage Open(MemoryHandle content, int length, FilmFormat format, int page)
    {
        // Without this a cut file is filled up with grey, which a model would read as tissue.
        string options = "[fail_on=truncated" + (HasPages(format) ? $",page={page - 1}]" : "]");
        return VipsCalls.NewFromBuffer((byte*)content.Pointer, (nuint)length, options, 0);
    }

    private static FilmResult<Raster> Decode(
        VipsImage image, ReadOnlyMemory<byte> content, FilmFormat format, int pages, ImageLimits limits, CancellationToken cancellationToken)
    {
        int width = VipsCalls.Width(image);
        int height = VipsCalls.Height(image);
        int bands = VipsCalls.Bands(image);
        VipsFormat samples = VipsCalls.Format(image);
        if (limits.Check(width, height) is { } tooLarge) return tooLarge;
        if (samples is not (VipsFormat.UChar or VipsFormat.UShort))
        {
            return new FilmFailure(FilmFailureKind.UnsupportedPixels, "the samples are not unsigned numbers of 8 or 16 bits", "Give a grey film of 8 or 16 bits");
        }

        int bits = samples == VipsFormat.UChar ? 8 : 16;
        if (!IsGreyOrRgb(VipsCalls.Interpretation(image), bands))
        {
            return new FilmFailure(FilmFailureKind.UnsupportedPixels, $"the image has {bands} channels that are neither grey nor RGB", "Give a grey film of 8 or 16 bits");
        }

        if (limits.CheckDecoded((long)width * height * bands * bits / 8) is { } tooMuch) return tooMuch;
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration stop = cancellationToken.Register(static state => VipsCalls.SetKill((VipsImage)state!, 1), image);
        nint memory = VipsCalls.WriteToMemory(image, out nuint length);
        cancellationToken.ThrowIfCancellationRequested();
        if (memory == 0) return Broken(content.Span, format);
        try
        {
            var pixels = new byte[(int)length];
            Marshal.Copy(memory, pixels, 0, pixels.Length);
            return new Raster(width, height, bands, bits, pixels, pages, VipsCalls.Orientation(image));
        }
        finally
        {
            VipsCalls.Free(memory);
        }
    }

    private static bool HasPages(FilmFormat format) => format is FilmFormat.Tiff or FilmFormat.WebP;

    private static bool IsGreyOrRgb(VipsInterpretation interpretation, int bands) => interpretation switch
    {
        VipsInterpretation.Grey or VipsInterpretation.Grey16 => bands is 1 or 2,
        VipsInterpretation.Rgb or VipsInterpretation.Rgb16 => bands is 3 or 4,
        _ => false,
    };

    /// <summary>libvips' own words are left out: they are one buffer for the whole process and may quote the file.</summary>
    private static FilmFailure Broken(ReadOnlySpan<byte> content, FilmFormat format)
    {
        VipsCalls.ClearErrors();
        return RasterEnd.IsMissing(content, format)
            ? new FilmFailure(FilmFailureKind.Truncated, $"the {format.ToString().ToUpperInvariant()} file ends before its image does", "Fetch the file from the archive again")
            : new FilmFailure(FilmFailureKind.Malformed, $"the {format.ToString().ToUpperInvariant()} file is damaged or of a kind that is not read", "Fetch the file from the archive again, or give it as an 8 or 16 bit PNG");
    }
}
