using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>How stored values lie in the pixel data (PS3.3 C.7.6.3, PS3.5 8.1.1).</summary>
/// <param name="Samples">The grey values, or those of one channel.</param>
/// <param name="SamplesPerPixel">1, or 3 for RGB of 8 bits, which films are sometimes saved as.</param>
/// <param name="IsPlanar">Channels behind each other, not beside each other.</param>
internal sealed record PixelLayout(SampleLayout Samples, int SamplesPerPixel, bool IsPlanar)
{
    public long FrameBytes => Samples.FrameBytes * SamplesPerPixel;

    /// <summary>The layout that a file announces, or why it cannot be read.</summary>
    public static FilmResult<PixelLayout> From(DataSet elements, DicomHeader header, ImageLimits limits)
    {
        int rows = elements.Integer(DicomTag.Rows) ?? 0;
        int columns = elements.Integer(DicomTag.Columns) ?? 0;
        int allocated = elements.Integer(DicomTag.BitsAllocated) ?? 0;
        int stored = elements.Integer(DicomTag.BitsStored) ?? allocated;
        int high = elements.Integer(DicomTag.HighBit) ?? stored - 1;
        int samples = elements.Integer(DicomTag.SamplesPerPixel) ?? 1;
        if (rows <= 0 || columns <= 0) return Refuse("rows or columns are missing or zero");
        if (limits.Check(columns, rows) is { } tooLarge) return tooLarge;
        if (!IsRead(header, samples)) return Refuse($"the photometric interpretation is {header.PhotometricInterpretation ?? "missing"} with {samples} samples a pixel");
        if (allocated is not (8 or 16)) return Refuse($"{allocated} bits are allocated, not 8 or 16");
        if (stored is < 8 || stored > allocated) return Refuse($"{stored} bits are stored in {allocated}, not 8 to {allocated}");
        if (high < stored - 1 || high >= allocated) return Refuse($"the high bit is {high}, which {stored} bits in {allocated} cannot have");
        if (samples == 3 && allocated != 8) return Refuse($"an RGB image has {allocated} bits a sample, not 8");
        var layout = new PixelLayout(
            new SampleLayout(rows, columns, allocated, stored, high, elements.Integer(DicomTag.PixelRepresentation) is 1),
            samples,
            elements.Integer(DicomTag.PlanarConfiguration) is 1);
        return limits.CheckDecoded(layout.FrameBytes) is { } tooMuch ? tooMuch : layout;
    }

    /// <summary>JPEG says how its colours are coded itself, so the head's word for it is not needed.</summary>
    private static bool IsRead(DicomHeader header, int samples) => samples switch
    {
        1 => header.PhotometricInterpretation is null or "MONOCHROME1" or "MONOCHROME2",
        3 => header.PhotometricInterpretation == "RGB"
            || (header.TransferSyntaxUid == TransferSyntax.JpegBaseline && header.PhotometricInterpretation is "YBR_FULL" or "YBR_FULL_422"),
        _ => false,
    };

    private static FilmFailure Refuse(string cause) =>
        new(FilmFailureKind.UnsupportedPixels, cause, "Give a MONOCHROME1 or MONOCHROME2 film of 8 to 16 stored bits");
}
