using ClinSeek.Imaging.Decoding.Libvips;

namespace ClinSeek.Imaging.Decoding;

/// <summary>A film out of an ordinary image file: its values are shown as they are, through the window that is asked for if any.</summary>
internal static class RasterFilm
{
    public static FilmResult<DecodedFilm> Decode(
        ReadOnlyMemory<byte> content, FilmFormat format, DecodeOptions options, ImageLimits limits, CancellationToken cancellationToken)
    {
        FilmResult<Raster> decoded = RasterDecoder.Decode(content, format, options.Frame, limits, cancellationToken);
        if (!decoded.Succeeded) return decoded.Failure;
        Raster raster = decoded.Value;
        var cautions = new List<string>();
        if (raster.Pages > 1) cautions.Add($"the file has {raster.Pages} pictures; number {options.Frame} was read");
        if (raster.Orientation > 1) cautions.Add("the file asks to be shown turned or mirrored, which was not done");
        FilmResult<byte[]> grey = GreyOfRaster.Of(raster.Samples, raster.Bands, raster.Bits, cautions);
        if (!grey.Succeeded) return grey.Failure;
        if (!Varies(grey.Value, raster.Bits)) return FilmFailure.Blank();

        SampleLayout layout = SampleLayout.Plain(raster.Height, raster.Width, raster.Bits);
        var description = new FilmDescription
        {
            Format = format,
            Columns = raster.Width,
            Rows = raster.Height,
            Frames = raster.Pages,
            Frame = options.Frame,
            BitsStored = raster.Bits,
            Window = options.Window,
        };
        GreyTables tables = options.Window is { } window ? GreyTables.Through(window, layout.Codes) : GreyTables.Plain(layout.Codes);
        return new DecodedFilm(description, layout, grey.Value, tables, cautions);
    }

    private static bool Varies(byte[] grey, int bits)
    {
        int step = bits / 8;
        return grey.AsSpan(step).CommonPrefixLength(grey) < grey.Length - step;
    }
}
