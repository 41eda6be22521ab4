using System.Buffers;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// One grayscale film, ready to be shown or given to a model. Keeps the file's own bytes and one table; no second image is
/// made. Thread-safe. The bytes it was read from must not change while it lives.
/// </summary>
public sealed class DicomFilm
{
    private readonly PixelLayout _layout;
    private readonly ReadOnlyMemory<byte> _frame;
    private readonly float[] _table;

    private DicomFilm(DicomHeader header, PixelLayout layout, ReadOnlyMemory<byte> frame, float[] table, IReadOnlyList<string> cautions)
    {
        Header = header;
        Cautions = cautions;
        (_layout, _frame, _table) = (layout, frame, table);
    }

    /// <summary>What the film says about itself.</summary>
    public DicomHeader Header { get; }

    /// <summary>What was assumed or left out in reading it; empty for an ordinary film.</summary>
    public IReadOnlyList<string> Cautions { get; }

    /// <summary>Rows of the image.</summary>
    public int Rows => _layout.Rows;

    /// <summary>Columns of the image.</summary>
    public int Columns => _layout.Columns;

    /// <summary>
    /// Reads the first frame of an uncompressed film. Any bytes give a value: what cannot be read is a failure with cause and
    /// remedy, never an exception. Allocates 256 KB and one row, whatever the file announces.
    /// </summary>
    public static FilmResult<DicomFilm> Read(ReadOnlyMemory<byte> file)
    {
        FilmResult<DataSet> read = DataSetReader.Read(file);
        if (!read.Succeeded) return read.Failure;
        DataSet elements = read.Value;
        DicomHeader header = DicomHeader.From(elements);
        if (!TransferSyntax.IsNative(header.TransferSyntaxUid)) return TransferSyntax.Refuse(header.TransferSyntaxUid);
        if (elements.Bytes(DicomTag.PixelData) is not { } pixels)
        {
            return new FilmFailure(FilmFailureKind.NoPixels, "the file has no pixel data", "Give the image itself, not a report or a presentation state");
        }

        if (elements.PixelsEncapsulated)
        {
            return new FilmFailure(FilmFailureKind.Malformed, "the pixels are encapsulated though the transfer syntax is native", "Fetch the file from the archive again");
        }

        if (header.PhotometricInterpretation is not (null or "MONOCHROME1" or "MONOCHROME2"))
        {
            return new FilmFailure(FilmFailureKind.UnsupportedPixels, $"the photometric interpretation is {header.PhotometricInterpretation}", "Give a MONOCHROME1 or MONOCHROME2 film");
        }

        FilmResult<PixelLayout> layout = PixelLayout.From(elements);
        return layout.Succeeded ? Decode(header, layout.Value, elements, pixels) : layout.Failure;
    }

    /// <summary>
    /// Writes the film as shown, 0 black to 1 white, row by row, area averaged to the given size.
    /// </summary>
    /// <param name="fit">How another shape is reached.</param>
    /// <param name="columns">Columns wanted.</param>
    /// <param name="rows">Rows wanted.</param>
    /// <param name="shown">Receives rows x columns values.</param>
    public void Resample(FilmFit fit, int columns, int rows, Span<double> shown)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shown.Length, rows * columns);
        int height = fit == FilmFit.CentreCrop ? Math.Min(Rows, Columns) : Rows;
        int width = fit == FilmFit.CentreCrop ? height : Columns;
        int top = (Rows - height) / 2;
        int left = (Columns - width) / 2;

        float[] line = ArrayPool<float>.Shared.Rent(width);
        try
        {
            var average = new AreaAverage(height, width, rows, columns);
            for (int row = 0; row < height; row++)
            {
                _layout.LookUp(_frame.Span, top + row, left, _table, line.AsSpan(0, width));
                average.Add(line.AsSpan(0, width), shown);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(line);
        }
    }

    private static FilmResult<DicomFilm> Decode(DicomHeader header, PixelLayout layout, DataSet elements, ReadOnlyMemory<byte> pixels)
    {
        if (pixels.Length < layout.FrameBytes)
        {
            return new FilmFailure(FilmFailureKind.Truncated, $"a frame needs {layout.FrameBytes} bytes of pixels and the file has {pixels.Length}", "Fetch the file from the archive again");
        }

        var cautions = new List<string>();
        if (header.Frames > 1) cautions.Add($"the file has {header.Frames} frames; the first was read");
        if (header.PhotometricInterpretation is null) cautions.Add("the photometric interpretation is missing; MONOCHROME2 was assumed");
        ReadOnlyMemory<byte> frame = pixels[..(int)layout.FrameBytes];
        var pipeline = new GrayscalePipeline(layout, elements, cautions);
        (int least, int most) = Range(layout, frame.Span, pipeline);
        if (least >= most)
        {
            return new FilmFailure(FilmFailureKind.UnsupportedPixels, "the film is blank: outside its padding every pixel has the same value", "Fetch the film from the archive again");
        }

        return new DicomFilm(header, layout, frame, pipeline.Table(least, most), cautions);
    }

    /// <summary>The least and the most stored value outside padding; where a window makes them needless, any two that differ.</summary>
    private static (int Least, int Most) Range(PixelLayout layout, ReadOnlySpan<byte> frame, GrayscalePipeline pipeline)
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
