using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>How stored values lie in the pixel data (PS3.3 C.7.6.3, PS3.5 8.1.1).</summary>
internal static class PixelLayout
{
    /// <summary>The layout that a file announces, or why it cannot be read.</summary>
    public static FilmResult<SampleLayout> From(DataSet elements, ImageLimits limits)
    {
        int rows = elements.Integer(DicomTag.Rows) ?? 0;
        int columns = elements.Integer(DicomTag.Columns) ?? 0;
        int allocated = elements.Integer(DicomTag.BitsAllocated) ?? 0;
        int stored = elements.Integer(DicomTag.BitsStored) ?? allocated;
        int high = elements.Integer(DicomTag.HighBit) ?? stored - 1;
        if (rows <= 0 || columns <= 0) return Refuse("rows or columns are missing or zero");
        if (limits.Check(columns, rows) is { } tooLarge) return tooLarge;
        if (elements.Integer(DicomTag.SamplesPerPixel) is > 1) return Refuse("the film has several samples a pixel (colour)");
        if (allocated is not (8 or 16)) return Refuse($"{allocated} bits are allocated, not 8 or 16");
        if (stored is < 8 || stored > allocated) return Refuse($"{stored} bits are stored in {allocated}, not 8 to {allocated}");
        return high < stored - 1 || high >= allocated
            ? Refuse($"the high bit is {high}, which {stored} bits in {allocated} cannot have")
            : new SampleLayout(rows, columns, allocated, stored, high, elements.Integer(DicomTag.PixelRepresentation) is 1);
    }

    private static FilmFailure Refuse(string cause) =>
        new(FilmFailureKind.UnsupportedPixels, cause, "Give a single-channel film of 8 to 16 stored bits");
}
