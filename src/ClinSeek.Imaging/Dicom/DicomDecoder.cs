using System.Buffers;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>Reads one frame of a DICOM Part 10 file.</summary>
internal static class DicomDecoder
{
    public static FilmResult<DecodedFilm> Decode(ReadOnlyMemory<byte> file, DecodeOptions options, ImageLimits limits, CancellationToken cancellationToken)
    {
        FilmResult<DataSet> read = DataSetReader.Read(file);
        if (!read.Succeeded) return read.Failure;
        DataSet elements = read.Value;
        DicomHeader header = DicomHeader.From(elements);
        if (!TransferSyntax.IsNative(header.TransferSyntaxUid) && !TransferSyntax.IsDecoded(header.TransferSyntaxUid))
        {
            return TransferSyntax.Refuse(header.TransferSyntaxUid);
        }

        int frames = Math.Max(header.Frames, 1);
        if (options.Frame < 1 || options.Frame > frames) return FilmFailure.NoSuchFrame(options.Frame, frames);
        var cautions = new List<string>();
        if (frames > 1) cautions.Add($"the file has {frames} frames; number {options.Frame} was read");
        if (header.PhotometricInterpretation is null) cautions.Add("the photometric interpretation is missing; MONOCHROME2 was assumed");
        FilmResult<DicomPixels> pixels = DicomPixels.Read(elements, header, options.Frame, limits, cautions, cancellationToken);
        return pixels.Succeeded ? Show(header, pixels.Value.Layout, elements, pixels.Value.Frame, options, cautions) : pixels.Failure;
    }

    private static FilmResult<DecodedFilm> Show(
        DicomHeader header, SampleLayout layout, DataSet elements, ReadOnlyMemory<byte> frame, DecodeOptions options, List<string> cautions)
    {
        var pipeline = new GrayscalePipeline(layout, elements, options.Window, cautions);
        (int least, int most) = Range(layout, frame.Span, pipeline);
        if (least >= most) return FilmFailure.Blank();
        return new DecodedFilm(Describe(header, layout, elements, options.Frame, pipeline.Window), layout, frame, pipeline.Tables(least, most), cautions)
        {
            Dicom = header,
        };
    }

    private static FilmDescription Describe(DicomHeader header, SampleLayout layout, DataSet elements, int frame, VoiWindow? window) => new()
    {
        Format = FilmFormat.Dicom,
        Columns = layout.Columns,
        Rows = layout.Rows,
        Frames = Math.Max(header.Frames, 1),
        Frame = frame,
        BitsStored = layout.BitsStored,
        IsSigned = layout.Signed,
        PhotometricInterpretation = header.PhotometricInterpretation,
        Modality = header.Modality,
        BodyPart = header.BodyPart,
        ViewPosition = header.ViewPosition,
        PixelSpacing = Spacing(elements, DicomTag.PixelSpacing, atDetector: false) ?? Spacing(elements, DicomTag.ImagerPixelSpacing, atDetector: true),
        Window = window,
        TransferSyntaxUid = header.TransferSyntaxUid,
    };

    private static PixelSpacing? Spacing(DataSet elements, uint tag, bool atDetector) =>
        elements.Numbers(tag) is [> 0 and < 100, > 0 and < 100, ..] pair ? new PixelSpacing(pair[0], pair[1], atDetector) : null;

    /// <summary>The least and the most stored value outside padding; where a window makes them needless, any two that differ.</summary>
    private static (int Least, int Most) Range(SampleLayout layout, ReadOnlySpan<byte> frame, GrayscalePipeline pipeline)
    {
        const int Padding = int.MinValue;
        int[] values = ArrayPool<int>.Shared.Rent(layout.Codes);
        int[] line = ArrayPool<int>.Shared.Rent(layout.Columns);
        for (int code = 0; code < layout.Codes; code++)
        {
            int value = layout.Value(code);
            values[code] = pipeline.IsPadding(value) ? Padding : value;
        }

        (int least, int most) = (int.MaxValue, int.MinValue);
        for (int row = 0; row < layout.Rows && (pipeline.NeedsRange || least >= most); row++)
        {
            layout.LookUp<int>(frame, row, 0, values, line.AsSpan(0, layout.Columns));
            foreach (int value in line.AsSpan(0, layout.Columns))
            {
                if (value == Padding) continue;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }
        }

        ArrayPool<int>.Shared.Return(values);
        ArrayPool<int>.Shared.Return(line);
        return (least, most);
    }
}
