using System.Buffers;
using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// One grey frame, ready to be shown, measured or given to a model. «Shown» is what a reader sees: after modality and VOI
/// transforms, polarity and padding, 0 black to 1 white, so nobody inverts or windows it again. Keeps the decoded frame and
/// two tables; no second image is made. Thread-safe. The bytes it was read from must not change while it lives.
/// </summary>
public sealed class DecodedFilm
{
    private readonly SampleLayout _layout;
    private readonly ReadOnlyMemory<byte> _frame;
    private readonly float[] _shown;
    private readonly byte[] _grey8;

    internal DecodedFilm(FilmDescription description, SampleLayout layout, ReadOnlyMemory<byte> frame, GreyTables tables, IReadOnlyList<string> cautions)
    {
        Description = description;
        Cautions = cautions;
        (_layout, _frame) = (layout, frame);
        (_shown, _grey8) = tables;
    }

    /// <summary>What the film says about itself; nothing that identifies.</summary>
    public FilmDescription Description { get; }

    /// <summary>UIDs and head of a DICOM file, by which it is tied to a study; null for other formats.</summary>
    public DicomHeader? Dicom { get; internal init; }

    /// <summary>What was assumed or left out in reading it; empty for an ordinary film.</summary>
    public IReadOnlyList<string> Cautions { get; }

    /// <summary>Rows of the image.</summary>
    public int Rows => _layout.Rows;

    /// <summary>Columns of the image.</summary>
    public int Columns => _layout.Columns;

    /// <summary>A row as shown, 0 black to 1 white.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="shown">Receives <see cref="Columns"/> values.</param>
    public void ReadShown(int row, Span<float> shown) => Read(row, _shown, shown);

    /// <summary>A row as shown in 8 bits: 255 times the shown value, its fraction cut off, as viewers do.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="grey">Receives <see cref="Columns"/> values.</param>
    public void ReadGrey8(int row, Span<byte> grey) => Read(row, _grey8, grey);

    /// <summary>The whole film as shown in 8 bits, row by row.</summary>
    public byte[] ToGrey8()
    {
        var grey = new byte[Rows * Columns];
        for (int row = 0; row < Rows; row++) ReadGrey8(row, grey.AsSpan(row * Columns, Columns));
        return grey;
    }

    /// <summary>A row of stored values with their sign, before any transform: what some networks were trained on.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="stored">Receives <see cref="Columns"/> values.</param>
    public void ReadStored(int row, Span<int> stored)
    {
        int[] values = ArrayPool<int>.Shared.Rent(_layout.Codes);
        for (int code = 0; code < _layout.Codes; code++) values[code] = _layout.Value(code);
        Read(row, values.AsSpan(0, _layout.Codes), stored);
        ArrayPool<int>.Shared.Return(values);
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
            using var average = new AreaAverage(height, width, rows, columns);
            for (int row = 0; row < height; row++)
            {
                _layout.LookUp(_frame.Span, top + row, left, _shown, line.AsSpan(0, width));
                average.Add(line.AsSpan(0, width), shown);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(line);
        }
    }

    private void Read<T>(int row, ReadOnlySpan<T> table, Span<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Columns);
        _layout.LookUp(_frame.Span, row, 0, table, values);
    }
}
